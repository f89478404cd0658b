using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.AuthBasic;
using Trefoil.Modules.Aaa.Authentication;
using Trefoil.Modules.Aaa.AuthnCore;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthnzFcgi;

/// <summary>mod_authnz_fcgi: FastCGI programs decide who a client is and what it may.</summary>
internal sealed class AuthnzFcgiModule : Module, IAuthenticationProviders, IAuthorizationProviders, IAuthenticate
{
    internal const string Name = "authnz_fcgi";

    private readonly Dictionary<string, AuthorizerProvider> _providers = new(StringComparer.Ordinal);
    private readonly List<AuthenticationProvider> _authentication = [];
    private readonly List<AuthorizationProvider> _authorization = [];

    public AuthnzFcgiModule() => Directives = AuthnzFcgiDirectives.All(this);

    public override string Identifier => "authnz_fcgi_module";

    public override string SourceFile => "mod_authnz_fcgi.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; }

    /// <summary>The programs defined so far, as sources of users.</summary>
    public IReadOnlyList<AuthenticationProvider> AuthenticationProviders => _authentication;

    /// <summary>The programs defined so far, as rules of Require.</summary>
    public IReadOnlyList<AuthorizationProvider> AuthorizationProviders => _authorization;

    /// <summary>In front of mod_auth_basic.</summary>
    public PhaseOrder OrderIn(RequestPhase phase) => PhaseOrder.First;

    internal AuthorizerProvider? Find(string name) => _providers.GetValueOrDefault(name);

    internal void Define(AuthorizerProvider provider)
    {
        _providers[provider.Name] = provider;
        if (provider.Kind != AuthorizerKind.Authorization)
            _authentication.Add(new PasswordCheck(provider));
        if (provider.Kind != AuthorizerKind.Authentication)
            _authorization.Add(new RequireRule(provider));
    }

    /// <summary>AuthnzFcgiCheckAuthnProvider: the program says who it is, by whatever it knows.</summary>
    public ValueTask<PhaseResult> AuthenticateAsync(Request request)
    {
        var settings = request.Directory<AuthnzFcgiSettings>();
        if (settings.Name.Length == 0 || AuthnzFcgiDirectives.IsNone(settings.Name) || Find(settings.Name) is not { } provider)
            return new(PhaseResult.Declined);
        return new(Authenticate(request, settings, provider));
    }

    private static PhaseResult Authenticate(Request request, AuthnzFcgiSettings settings, AuthorizerProvider provider)
    {
        string? password = null;
        if (settings.RequiresBasic)
        {
            if (request.HeadersIn.Get("Authorization") is not { } field || !BasicCredentials.TryTakeScheme(field, out var encoded))
            {
                AuthenticationRealm.NoteFailure(request);
                return 401;
            }
            (request.User, password) = BasicCredentials.Decode(encoded);
            request.AuthType = "Basic";
        }
        var answer = AuthorizerClient.Ask(request, provider, provider.RoleFor(authenticates: true), password);
        if (answer.Status == 200)
        {
            answer.SetVariables(request);
            if (provider.Kind == AuthorizerKind.Both)
                request.State.Set(new Passed(provider));
            return SetUser(request, settings);
        }
        Log.Write(request, LogLevel.Info, Name, 0, $"{provider.Name} has refused {request.Uri} with status {answer.Status}");
        if (!settings.Authoritative)
            return PhaseResult.Declined;
        for (var i = 0; i < answer.Fields.Count; i++)
            request.ErrorHeadersOut.Add(answer.Fields[i].Key, answer.Fields[i].Value);
        return answer.Status;
    }

    private static PhaseResult SetUser(Request request, AuthnzFcgiSettings settings)
    {
        if (settings.UserExpression is { } expression)
        {
            if (RequestExpressions.Text(expression, request, out var error) is not { } user)
            {
                Log.Write(request, LogLevel.Error, Name, 2521, $"Failed to evaluate user expression: {error}");
                return 500;
            }
            request.User = user.Length > 0 ? user : settings.DefaultUser;
        }
        else
        {
            request.User ??= settings.DefaultUser;
        }
        return PhaseResult.Ok;
    }

    /// <summary>Which program has let a request pass, so that its Require needs no second question.</summary>
    private sealed record Passed(AuthorizerProvider Provider);

    private sealed class PasswordCheck(AuthorizerProvider provider) : AuthenticationProvider
    {
        internal override string Name => provider.Name;

        internal override bool SupportsDigest => false;

        internal override AuthenticationStatus CheckPassword(Request request, string user, string password)
        {
            request.User ??= user;
            var answer = AuthorizerClient.Ask(request, provider, provider.RoleFor(authenticates: true), password);
            Log.Write(request, LogLevel.Debug, AuthnzFcgiModule.Name, 2507, $"{provider.Name}: user {user}, status {answer.Status}");
            if (answer.Status != 200)
                return answer.Status == 500 ? AuthenticationStatus.Error : AuthenticationStatus.Denied;
            answer.SetVariables(request);
            if (provider.Kind == AuthorizerKind.Both)
                request.State.Set(new Passed(provider));
            return AuthenticationStatus.Granted;
        }
    }

    private sealed class RequireRule(AuthorizerProvider provider) : AuthorizationProvider
    {
        internal override string Name => provider.Name;

        internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
        {
            if (request.State.Find<Passed>() is { } passed && ReferenceEquals(passed.Provider, provider))
                return AuthorizationStatus.Granted;
            if (request.User is null)
                return AuthorizationStatus.DeniedNoUser;
            var answer = AuthorizerClient.Ask(request, provider, provider.RoleFor(authenticates: false), null);
            Log.Write(request, LogLevel.Debug, AuthnzFcgiModule.Name, 2514, $"{provider.Name}: user {request.User}, status {answer.Status}");
            if (answer.Status != 200)
                return AuthorizationStatus.Denied;
            answer.SetVariables(request);
            return AuthorizationStatus.Granted;
        }
    }
}
