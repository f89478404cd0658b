using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Modules.Aaa.Authentication;

namespace Trefoil.Modules.Aaa.AuthForm;

/// <summary>Directives of mod_auth_form.</summary>
internal static class AuthFormDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> Table =
    [
        new("AuthFormProvider", ArgumentKind.Iterate, AllowedIn.OrAuthConfig, "sources of users and passwords", static (scope, a) =>
            ProviderList.Add(scope, scope.Directory<AuthFormSettings>().Providers ??= [], a[0], forDigest: false)),
        Field("AuthFormUsername", "form field of the user's name", static (s, name) => s.UserGiven = name),
        Field("AuthFormPassword", "form field of the password", static (s, name) => s.PasswordGiven = name),
        Field("AuthFormLocation", "form field of the page to go to", static (s, name) => s.LocationGiven = name),
        Unsupported("AuthFormMethod"),
        Unsupported("AuthFormMimetype"),
        Unsupported("AuthFormBody"),
        new("AuthFormSize", ArgumentKind.Take1, AllowedIn.AccessConf, "most bytes of a login form", SetSize),
        Text("AuthFormLoginRequiredLocation", "page to log in at", "Could not parse login required expression", static (s, text) => s.LoginRequired = text),
        Text("AuthFormLoginSuccessLocation", "page to go to behind the login", "Could not parse login success expression", static (s, text) => s.LoginSuccess = text),
        Text("AuthFormLogoutLocation", "page to go to behind the logout", "Could not parse logout required expression", static (s, text) => s.Logout = text),
        Field("AuthFormSitePassphrase", "secret that spares a second look at the password", static (s, text) => s.SitePassphrase = text),
        Flag("AuthFormFakeBasicAuth", "On to send name and password on as Basic authentication", static (s, on) => s.FakesBasic = on),
        Flag("AuthFormDisableNoStore", "On to let clients store the login page", static (s, on) => s.MayBeStored = on),
        Flag("AuthFormAuthoritative", "Off to let other modules try a user that no provider knows", static (s, on) => s.Authoritative = on),
    ];

    private static DirectiveDefinition Field(string name, string help, Action<AuthFormSettings, string> set) =>
        new(name, ArgumentKind.Take1, AllowedIn.OrAuthConfig, help, (scope, arguments) =>
        {
            if (arguments[0].Length == 0)
                return $"{name} cannot be empty, or contain '=' or '&'.";
            set(scope.Directory<AuthFormSettings>(), arguments[0]);
            return null;
        });

    private static DirectiveDefinition Flag(string name, string help, Action<AuthFormSettings, bool> set) =>
        new(name, ArgumentKind.Flag, AllowedIn.OrAuthConfig, help, (scope, arguments) =>
        {
            set(scope.Directory<AuthFormSettings>(), DirectiveScope.IsOn(arguments[0]));
            return null;
        });

    private static DirectiveDefinition Text(string name, string help, string complaint, Action<AuthFormSettings, RequestText> set) =>
        new(name, ArgumentKind.Take1, AllowedIn.OrAuthConfig, help, (scope, arguments) =>
        {
            if (RequestText.Parse(scope, arguments[0], out var error) is not { } text)
                return $"{complaint} '{arguments[0]}': {error}";
            set(scope.Directory<AuthFormSettings>(), text);
            return null;
        });

    private static DirectiveDefinition Unsupported(string name) =>
        new(name, ArgumentKind.Take1, AllowedIn.OrAuthConfig, "form field of the request to repeat behind the login", static (scope, _) =>
        {
            scope.Context.Report(Io.Logs.LogLevel.Warn, AuthFormModule.Name, 0,
                $"{scope.Directive.Name} has no effect: a request is not repeated behind a login, its page is shown ({scope.Directive.Location})", scope.Server);
            return null;
        });

    private static string? SetSize(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!long.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return "AuthCookieFormSize must be a size in bytes, or zero.";
        scope.Directory<AuthFormSettings>().SizeGiven = size;
        return null;
    }
}
