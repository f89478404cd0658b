using Trefoil.Configuration.Settings;
using Trefoil.Modules.Aaa.Authentication;

namespace Trefoil.Modules.Aaa.AuthBasic;

/// <summary>AuthBasic* directives of one place.</summary>
internal sealed class AuthBasicSettings : ISettings<AuthBasicSettings>
{
    internal List<AuthenticationProvider>? Providers { get; set; }

    internal bool? Authoritative { get; set; }

    /// <summary>User of AuthBasicFake; a set flag without a user is "off".</summary>
    internal RequestText? FakeUser { get; set; }

    internal RequestText? FakePassword { get; set; }

    internal bool HasFake { get; set; }

    internal bool? UsesDigest { get; set; }

    public AuthBasicSettings Merge(AuthBasicSettings inner) => new()
    {
        Providers = inner.Providers ?? Providers,
        Authoritative = inner.Authoritative ?? Authoritative,
        HasFake = inner.HasFake || HasFake,
        FakeUser = inner.HasFake ? inner.FakeUser : FakeUser,
        FakePassword = inner.HasFake ? inner.FakePassword : FakePassword,
        UsesDigest = inner.UsesDigest ?? UsesDigest,
    };
}
