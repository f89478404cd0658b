using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Aaa.AuthnCore;

/// <summary>AuthType and AuthName of one place.</summary>
internal sealed class AuthnCoreSettings : ISettings<AuthnCoreSettings>
{
    internal RequestText? Type { get; set; }

    internal RequestText? Realm { get; set; }

    public AuthnCoreSettings Merge(AuthnCoreSettings inner) => new() { Type = inner.Type ?? Type, Realm = inner.Realm ?? Realm };
}
