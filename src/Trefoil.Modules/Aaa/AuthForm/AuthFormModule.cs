using System.Security.Cryptography;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.AuthBasic;
using Trefoil.Modules.Aaa.Authentication;
using Trefoil.Modules.Aaa.AuthnCore;
using Trefoil.Modules.Aaa.Passwords;
using Trefoil.Modules.Session;

namespace Trefoil.Modules.Aaa.AuthForm;

/// <summary>mod_auth_form: users log in by an HTML form, and a session remembers them.</summary>
internal sealed class AuthFormModule : Module, IAuthenticate, IHandler, IAuthenticationChallenge
{
    internal const string Name = "auth_form";

    public override string Identifier => "auth_form_module";

    public override string SourceFile => "mod_auth_form.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => AuthFormDirectives.Table;

    public override string? PostConfig(ConfigurationContext context) => context.HasModule("mod_session.c")
        ? null
        : "AH02617: You must load mod_session to enable the mod_auth_form functions";

    /// <summary>There is no field that asks for a form; the 401 itself carries it.</summary>
    public bool Challenge(Request request, string authType) => string.Equals(authType, "form", StringComparison.OrdinalIgnoreCase);

    /// <summary>1. the session, 2. a form sent to the page itself, 3. the way to the login.</summary>
    public async ValueTask<PhaseResult> AuthenticateAsync(Request request)
    {
        if (!AuthenticationRealm.Is(request, "form"))
            return PhaseResult.Declined;
        request.IsCacheable = false;
        if (request.ProxyRequest == ProxyRequestKind.Forward)
        {
            Log.Write(request, LogLevel.Error, Name, 1809, $"form auth cannot be used for proxy requests due to XSS risk, access denied: {request.Uri}");
            return 500;
        }
        if (AuthenticationRealm.NameOf(request) is not { } realm)
        {
            Log.Write(request, LogLevel.Error, Name, 1810, $"need AuthName: {request.Uri}");
            return 500;
        }
        request.AuthType = "form";
        var settings = request.Directory<AuthFormSettings>();

        // 1.
        PhaseResult result = 401;
        if (SessionModule.Find(request) is { } session && session.Get(realm + "-user") is { } user)
        {
            var password = session.Get(realm + "-pw");
            request.User = user;
            if (KnowsSite(settings, user, session.Get(realm + "-site")))
                result = PhaseResult.Ok;
            else if (password is not null)
                result = Check(request, settings, user, password);
            if (result == PhaseResult.Ok && password is not null)
                FakeBasic(request, settings, user, password);
        }

        // 2.
        if (result.Code == 401 && request.MethodNumber == HttpMethods.NumberOf("POST") && request.IsInitial)
        {
            var (form, status) = await LoginForm.ReadAsync(request, settings);
            result = form is null ? status : Check(request, settings, form.User, form.Password);
            if (result == PhaseResult.Ok)
                return Enter(request, settings, realm, form!) ?? PhaseResult.Ok;
        }

        // 3.
        if (result.Code == 401 && Goes(request, settings.LoginRequired, 2340, "login required"))
            return 302;
        if (result.Code == 401)
            ForbidStoring(request, settings);
        return result;
    }

    public ValueTask<PhaseResult> HandleAsync(Request request) => request.Handler switch
    {
        "form-login-handler" => LogInAsync(request),
        "form-logout-handler" => new(LogOut(request)),
        _ => new(PhaseResult.Declined),
    };

    private static async ValueTask<PhaseResult> LogInAsync(Request request)
    {
        if (request.MethodNumber != HttpMethods.NumberOf("POST"))
        {
            Log.Write(request, LogLevel.Error, Name, 1811, $"the form-login-handler only supports the POST method for {request.Uri}");
            return 405;
        }
        var settings = request.Directory<AuthFormSettings>();
        var (form, status) = await LoginForm.ReadAsync(request, settings);
        PhaseResult result = form is null ? status : Check(request, settings, form.User, form.Password);
        if (result == PhaseResult.Ok && AuthenticationRealm.NameOf(request) is { } realm)
            return Enter(request, settings, realm, form!) ?? 200;
        return result.Code == 401 && Goes(request, settings.LoginRequired, 2342, "login required") ? 302 : result;
    }

    private static PhaseResult LogOut(Request request)
    {
        var settings = request.Directory<AuthFormSettings>();
        if (AuthenticationRealm.NameOf(request) is { } realm && SessionModule.Find(request) is { } session)
        {
            session.Set(realm + "-user", null);
            session.Set(realm + "-pw", null);
            session.Set(realm + "-site", null);
        }
        request.ErrorHeadersOut.Add("Cache-Control", "no-store");
        return Goes(request, settings.Logout, 2343, "logout") ? 307 : 200;
    }

    /// <summary>A login that was right: the session remembers it. Gives the redirect that follows, or null.</summary>
    private static PhaseResult? Enter(Request request, AuthFormSettings settings, string realm, LoginForm form)
    {
        FakeBasic(request, settings, form.User, form.Password);
        if (SessionModule.Find(request) is { } session)
        {
            session.Set(realm + "-user", form.User);
            session.Set(realm + "-pw", form.Password);
            session.Set(realm + "-site", settings.SitePassphrase is { } site ? SiteHash(form.User, site) : null);
        }
        if (form.Location is { } location)
        {
            request.HeadersOut.Set("Location", location);
            return 302;
        }
        return Goes(request, settings.LoginSuccess, 2339, "login success") ? 302 : null;
    }

    private static bool Goes(Request request, RequestText? where, int code, string what)
    {
        if (where is null)
            return false;
        var location = where.Evaluate(request, out var error);
        if (error is not null)
            Log.Write(request, LogLevel.Error, Name, code, $"Can't evaluate {what} expression: {error}");
        if (string.IsNullOrEmpty(location))
            return false;
        request.HeadersOut.Set("Location", location);
        return true;
    }

    private static void ForbidStoring(Request request, AuthFormSettings settings)
    {
        if (settings.MayBeStored != true)
            request.ErrorHeadersOut.Add("Cache-Control", "no-store");
    }

    private static bool KnowsSite(AuthFormSettings settings, string user, string? hash) =>
        hash is not null && settings.SitePassphrase is { } site && PasswordHash.Same(hash, SiteHash(user, site));

    private static string SiteHash(string user, string site) => Convert.ToHexStringLower(MD5.HashData(Encoding.Latin1.GetBytes($"{user}:{site}")));

    private static void FakeBasic(Request request, AuthFormSettings settings, string user, string password)
    {
        if (settings.FakesBasic == true)
            request.HeadersIn.Set("Authorization", BasicCredentials.Encode(user, password));
    }

    private static PhaseResult Check(Request request, AuthFormSettings settings, string user, string password)
    {
        request.User = user;
        var status = AuthenticationStatus.UserNotFound;
        foreach (var provider in Providers(request, settings))
        {
            status = provider.CheckPassword(request, user, password);
            if (status != AuthenticationStatus.UserNotFound)
                break;
        }
        if (status == AuthenticationStatus.Granted)
            return PhaseResult.Ok;
        if (settings.Authoritative == false && status != AuthenticationStatus.Denied)
            return PhaseResult.Declined;
        switch (status)
        {
            case AuthenticationStatus.Denied:
                Log.Write(request, LogLevel.Error, Name, 1807, $"user '{user}': authentication failure for \"{request.Uri}\": password Mismatch");
                return 401;
            case AuthenticationStatus.UserNotFound:
                Log.Write(request, LogLevel.Error, Name, 1808, $"user '{user}' not found: {request.Uri}");
                return 401;
            default:
                return 500;
        }
    }

    private static IReadOnlyList<AuthenticationProvider> Providers(Request request, AuthFormSettings settings)
    {
        if (settings.Providers is { } given)
            return given;
        return ProviderList.Find(request.Runtime.Configuration.Modules, ProviderList.DefaultName) is { } usual ? [usual] : [];
    }
}
