using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Aaa.AccessCompat;

/// <summary>mod_access_compat: Order, Allow, Deny and Satisfy of Apache 2.2.</summary>
internal sealed class AccessCompatModule : Module, IAccessChecker, ISatisfyRule
{
    internal const string Name = "access_compat";

    public override string Identifier => "access_compat_module";

    public override string SourceFile => "mod_access_compat.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => AccessCompatDirectives.Table;

    public SatisfyRule SatisfyRule(Request request) => request.Directory<AccessCompatSettings>().SatisfyFor(request.MethodNumber);

    public PhaseResult CheckAccess(Request request)
    {
        var settings = request.Directory<AccessCompatSettings>();
        if (MayPass(request, settings))
            return PhaseResult.Ok;
        Log.Write(request, LogLevel.Error, Name, 1797, $"client denied by server configuration: {request.Filename ?? "uri " + request.Uri}");
        return 403;
    }

    private static bool MayPass(Request request, AccessCompatSettings settings) => settings.OrderFor(request.MethodNumber) switch
    {
        AccessOrder.AllowThenDeny => Any(settings.Allows, request) && !Any(settings.Denies, request),
        AccessOrder.DenyThenAllow => !Any(settings.Denies, request) || Any(settings.Allows, request),
        _ => Any(settings.Allows, request) && !Any(settings.Denies, request),
    };

    private static bool Any(List<AccessRule> rules, Request request)
    {
        foreach (var rule in rules)
        {
            if (rule.Matches(request))
                return true;
        }
        return false;
    }
}
