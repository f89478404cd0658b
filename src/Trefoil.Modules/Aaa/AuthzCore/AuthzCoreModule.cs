using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authorization;
using Trefoil.Modules.Aaa.AuthnCore;

namespace Trefoil.Modules.Aaa.AuthzCore;

/// <summary>mod_authz_core: Require and its groups, and the decision between 200, 401 and 403.</summary>
internal sealed class AuthzCoreModule : Module, IUserlessAuthorize, IAuthorize, IAuthorizationInquiry, IAuthorizationProviders
{
    internal const string Name = "authz_core";

    private readonly AuthzCoreDirectives _directives = new();

    public override string Identifier => "authz_core_module";

    public override string SourceFile => "mod_authz_core.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => _directives.Table;

    public IReadOnlyList<AuthorizationProvider> AuthorizationProviders { get; } =
        [new AllProvider(), new EnvProvider(), new MethodProvider(), new ExpressionProvider()];

    public override string? PostConfig(ConfigurationContext context) => _directives.CheckRules(context);

    public PhaseResult AuthorizeWithoutUser(Request request) => Decide(request, afterAuthentication: false);

    public ValueTask<PhaseResult> AuthorizeAsync(Request request) => new(Decide(request, afterAuthentication: true));

    public bool NeedsAuthorization(Request request) => NeedsUser(request.Directory<AuthzCoreSettings>().Rules, request.MethodNumber);

    private static bool NeedsUser(AuthorizationRule? rule, int method) => rule is not null && (rule.Methods & (1UL << method)) != 0;

    private static PhaseResult Decide(Request request, bool afterAuthentication)
    {
        var settings = request.Directory<AuthzCoreSettings>();
        if (settings.Rules is null)
        {
            if (Log.IsEnabled(request, Name, LogLevel.Debug) && AuthenticationRealm.TypeOf(request) is not null)
                Log.Write(request, LogLevel.Debug, Name, 1627, "AuthType configured with no corresponding authorization directives");
            Log.Write(request, LogLevel.Debug, Name, 1628, "authorization result: granted (no directives)");
            return PhaseResult.Ok;
        }
        return RuleEvaluation.Evaluate(request, settings.Rules, parentNeedsAll: true) switch
        {
            AuthorizationStatus.Granted => PhaseResult.Ok,
            AuthorizationStatus.DeniedNoUser => afterAuthentication ? RefuseUnknown(request) : PhaseResult.Declined,
            AuthorizationStatus.Error => 500,
            _ => Refuse(request, settings, afterAuthentication),
        };
    }

    private static PhaseResult RefuseUnknown(Request request)
    {
        Log.Write(request, LogLevel.Error, Name, 1629, $"authorization failure (no authenticated user): {request.Uri}");
        if (request.User is not null)
            AuthenticationRealm.NoteFailure(request);
        return 401;
    }

    private static PhaseResult Refuse(Request request, AuthzCoreSettings settings, bool afterAuthentication)
    {
        if (!afterAuthentication || AuthenticationRealm.TypeOf(request) is null)
        {
            Log.Write(request, LogLevel.Error, Name, 1630, $"client denied by server configuration: {request.Filename ?? "uri " + request.Uri}");
            return 403;
        }
        Log.Write(request, LogLevel.Error, Name, 1631, $"user {request.User}: authorization failure for \"{request.Uri}\": ");
        if (settings.ForbiddenOnFailure == true)
            return 403;
        if (request.User is not null)
            AuthenticationRealm.NoteFailure(request);
        return 401;
    }
}
