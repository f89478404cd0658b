using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthzCore;

/// <summary>A kind of Require made by AuthzProviderAlias: another kind with fixed arguments and settings of its own.</summary>
internal sealed class AuthorizationAlias(string name, AuthorizationProvider target, string arguments, object? parsed, SettingsVector settings) : AuthorizationProvider
{
    internal override string Name => name;

    internal override AuthorizationStatus Check(Request request, string _, object? __)
    {
        var outer = request.DirectorySettings;
        request.DirectorySettings = SettingsVector.Merge(outer, settings);
        try
        {
            return target.Check(request, arguments, parsed);
        }
        finally
        {
            request.DirectorySettings = outer;
        }
    }
}
