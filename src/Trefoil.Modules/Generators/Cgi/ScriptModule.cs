using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Modules.Generators.Suexec;
using Trefoil.Mpm;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>What mod_cgi and mod_cgid have in common: everything but their names and the numbers of their log lines.</summary>
public abstract class ScriptModule : Module, IHandler, ISpawnerUser
{
    internal const string HandlerName = "cgi-script", MediaType = "application/x-httpd-cgi";

    private DirectiveDefinition[]? _directives;

    internal abstract CgiCodes Codes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => _directives ??= [.. CgiDirectives.Common, .. OwnDirectives];

    private protected virtual DirectiveDefinition[] OwnDirectives =>
    [
        new("CGIScriptTimeout", ArgumentKind.Take1, AllowedIn.RsrcConf | AllowedIn.AccessConf, "how long a script may be silent", CgiDirectives.Timeout),
    ];

    /// <inheritdoc/>
    public bool NeedsOtherUsers(ConfigurationContext context) => SuexecIdentity.IsUsed(context);

    /// <inheritdoc/>
    public ValueTask<PhaseResult> HandleAsync(Request request)
    {
        if (request.Handler is not (HandlerName or MediaType))
            return new(PhaseResult.Declined);
        request.IsCacheable = false;
        var refusal = ScriptCheck.Refuse(request, this);
        return refusal == 0 ? new ScriptRun(request, this).RunAsync() : new(PhaseResult.Status(refusal));
    }
}
