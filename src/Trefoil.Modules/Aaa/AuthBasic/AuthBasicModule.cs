using System.Security.Cryptography;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authentication;
using Trefoil.Modules.Aaa.AuthnCore;
using Trefoil.Modules.Aaa.Passwords;

namespace Trefoil.Modules.Aaa.AuthBasic;

/// <summary>mod_auth_basic: Basic authentication (RFC 7617).</summary>
internal sealed class AuthBasicModule : Module, IAuthenticate, IFixups, IAuthenticationChallenge
{
    internal const string Name = "auth_basic";

    public override string Identifier => "auth_basic_module";

    public override string SourceFile => "mod_auth_basic.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => AuthBasicDirectives.Table;

    public PhaseOrder OrderIn(RequestPhase phase) => phase == RequestPhase.Fixups ? PhaseOrder.Last : PhaseOrder.Middle;

    public ValueTask<PhaseResult> AuthenticateAsync(Request request) => new(Authenticate(request));

    public bool Challenge(Request request, string authType)
    {
        if (!string.Equals(authType, "Basic", StringComparison.OrdinalIgnoreCase))
            return false;
        var isProxy = request.ProxyRequest == ProxyRequestKind.Forward;
        request.ErrorHeadersOut.Set(isProxy ? "Proxy-Authenticate" : "WWW-Authenticate", $"Basic realm=\"{AuthenticationRealm.NameOf(request)}\"");
        return true;
    }

    /// <summary>AuthBasicFake: sends credentials of the configuration on to what handles the request.</summary>
    public PhaseResult Fixup(Request request)
    {
        var settings = request.Directory<AuthBasicSettings>();
        if (settings.FakeUser is null)
            return PhaseResult.Declined;
        var user = settings.FakeUser.Evaluate(request, out var error);
        if (error is not null)
            return Fail(request, 2455, $"AuthBasicFake: could not evaluate user expression for URI '{request.Uri}': {error}");
        if (string.IsNullOrEmpty(user))
            return Ignore(request, 2458, $"AuthBasicFake: empty username expression for URI '{request.Uri}', ignoring");
        var password = settings.FakePassword!.Evaluate(request, out error);
        if (error is not null)
            return Fail(request, 2456, $"AuthBasicFake: could not evaluate password expression for URI '{request.Uri}': {error}");
        if (string.IsNullOrEmpty(password))
            return Ignore(request, 2459, $"AuthBasicFake: empty password expression for URI '{request.Uri}', ignoring");
        request.HeadersIn.Set("Authorization", BasicCredentials.Encode(user, password));
        Log.Write(request, LogLevel.Trace1, Name, 2457, $"AuthBasicFake: \"Authorization: Basic\" for {user}");
        return PhaseResult.Ok;
    }

    private PhaseResult Authenticate(Request request)
    {
        // 1. Is it ours?
        if (!AuthenticationRealm.Is(request, "Basic"))
            return PhaseResult.Declined;
        if (AuthenticationRealm.NameOf(request) is not { } realm)
            return Fail(request, 1615, $"need AuthName: {request.Uri}");
        request.AuthType = "Basic";

        // 2. The credentials.
        var field = request.HeadersIn.Get(request.ProxyRequest == ProxyRequestKind.Forward ? "Proxy-Authorization" : "Authorization");
        if (field is null)
            return Refuse(request);
        if (!BasicCredentials.TryTakeScheme(field, out var encoded))
        {
            Log.Write(request, LogLevel.Error, Name, 1614, $"client used wrong authentication scheme: {request.Uri}");
            return Refuse(request);
        }
        var (user, password) = BasicCredentials.Decode(encoded);
        request.User = user;

        // 3. The first provider that knows the user decides.
        var settings = request.Directory<AuthBasicSettings>();
        var status = Ask(request, settings, user, password, realm);
        if (status == AuthenticationStatus.Granted)
            return PhaseResult.Ok;
        if (settings.Authoritative == false && status != AuthenticationStatus.Denied)
            return PhaseResult.Declined;
        switch (status)
        {
            case AuthenticationStatus.Denied:
                Log.Write(request, LogLevel.Error, Name, 1617, $"user {user}: authentication failure for \"{request.Uri}\": Password Mismatch");
                return Refuse(request);
            case AuthenticationStatus.UserNotFound:
                Log.Write(request, LogLevel.Error, Name, 1618, $"user {user} not found: {request.Uri}");
                return Refuse(request);
            default:
                return 500;
        }
    }

    private static AuthenticationStatus Ask(Request request, AuthBasicSettings settings, string user, string password, string realm)
    {
        if (settings.Providers is not { } providers)
        {
            if (ProviderList.Find(request.Runtime.Configuration.Modules, ProviderList.DefaultName) is { } provider)
                return Ask(request, provider, settings, user, password, realm);
            Log.Write(request, LogLevel.Error, Name, 1616, "No Authn provider configured");
            return AuthenticationStatus.Error;
        }
        var status = AuthenticationStatus.UserNotFound;
        foreach (var provider in providers)
        {
            status = Ask(request, provider, settings, user, password, realm);
            if (status != AuthenticationStatus.UserNotFound)
                break;
        }
        return status;
    }

    private static AuthenticationStatus Ask(Request request, AuthenticationProvider provider, AuthBasicSettings settings, string user, string password, string realm)
    {
        if (settings.UsesDigest != true)
            return provider.CheckPassword(request, user, password);
        if (!provider.SupportsDigest)
        {
            Log.Write(request, LogLevel.Error, Name, 2493, $"Configured Authn provider {provider.Name} does not support digest-based lookups");
            return AuthenticationStatus.Error;
        }
        var status = provider.FindRealmHash(request, user, realm, out var hash);
        if (status != AuthenticationStatus.UserFound)
            return status;
        var computed = Convert.ToHexStringLower(MD5.HashData(Encoding.Latin1.GetBytes($"{user}:{realm}:{password}")));
        return PasswordHash.Same(computed, hash!) ? AuthenticationStatus.Granted : AuthenticationStatus.Denied;
    }

    private PhaseResult Refuse(Request request)
    {
        Challenge(request, "Basic");
        return 401;
    }

    private static PhaseResult Fail(Request request, int code, string message)
    {
        Log.Write(request, LogLevel.Error, Name, code, message);
        return 500;
    }

    private static PhaseResult Ignore(Request request, int code, string message)
    {
        Log.Write(request, LogLevel.Error, Name, code, message);
        request.HeadersIn.Unset("Authorization");
        return PhaseResult.Declined;
    }
}
