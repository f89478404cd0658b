using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Modules.Aaa.Authentication;

namespace Trefoil.Modules.Aaa.AuthnCore;

/// <summary>A source of users made by AuthnProviderAlias: another one with settings of its own.</summary>
internal sealed class AuthenticationAlias(string name, AuthenticationProvider target, SettingsVector settings) : AuthenticationProvider
{
    internal override string Name => name;

    internal override bool SupportsDigest => target.SupportsDigest;

    internal override bool SupportsPasswords => target.SupportsPasswords;

    internal override AuthenticationStatus CheckPassword(Request request, string user, string password)
    {
        var outer = request.DirectorySettings;
        request.DirectorySettings = SettingsVector.Merge(outer, settings);
        try
        {
            return target.CheckPassword(request, user, password);
        }
        finally
        {
            request.DirectorySettings = outer;
        }
    }

    internal override AuthenticationStatus FindRealmHash(Request request, string user, string realm, out string? hash)
    {
        var outer = request.DirectorySettings;
        request.DirectorySettings = SettingsVector.Merge(outer, settings);
        try
        {
            return target.FindRealmHash(request, user, realm, out hash);
        }
        finally
        {
            request.DirectorySettings = outer;
        }
    }
}
