using Trefoil.Configuration.Settings;
using Trefoil.Modules.Aaa.Authentication;

namespace Trefoil.Modules.Aaa.AuthForm;

/// <summary>AuthForm* directives of one place.</summary>
internal sealed class AuthFormSettings : ISettings<AuthFormSettings>
{
    internal List<AuthenticationProvider>? Providers { get; set; }

    internal bool? Authoritative { get; set; }

    internal string? UserGiven { get; set; }

    internal string? PasswordGiven { get; set; }

    internal string? LocationGiven { get; set; }

    internal long? SizeGiven { get; set; }

    internal string? SitePassphrase { get; set; }

    internal bool? FakesBasic { get; set; }

    internal bool? MayBeStored { get; set; }

    internal RequestText? LoginRequired { get; set; }

    internal RequestText? LoginSuccess { get; set; }

    internal RequestText? Logout { get; set; }

    internal string UserField => UserGiven ?? "httpd_username";

    internal string PasswordField => PasswordGiven ?? "httpd_password";

    internal string LocationField => LocationGiven ?? "httpd_location";

    internal long Size => SizeGiven ?? 8192;

    public AuthFormSettings Merge(AuthFormSettings inner) => new()
    {
        Providers = inner.Providers ?? Providers,
        Authoritative = inner.Authoritative ?? Authoritative,
        UserGiven = inner.UserGiven ?? UserGiven,
        PasswordGiven = inner.PasswordGiven ?? PasswordGiven,
        LocationGiven = inner.LocationGiven ?? LocationGiven,
        SizeGiven = inner.SizeGiven ?? SizeGiven,
        SitePassphrase = inner.SitePassphrase ?? SitePassphrase,
        FakesBasic = inner.FakesBasic ?? FakesBasic,
        MayBeStored = inner.MayBeStored ?? MayBeStored,
        LoginRequired = inner.LoginRequired ?? LoginRequired,
        LoginSuccess = inner.LoginSuccess ?? LoginSuccess,
        Logout = inner.Logout ?? Logout,
    };
}
