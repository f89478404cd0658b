using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Metadata.UniqueId;

/// <summary>mod_unique_id: UNIQUE_ID, a name for each request that no other request on any server gets.</summary>
public sealed class UniqueIdModule : Module, IPostReadRequest
{
    private const string Variable = "UNIQUE_ID";

    /// <inheritdoc/>
    public override string Identifier => "unique_id_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_unique_id.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    /// <summary>In front of those who want to know the name (mod_log_forensic).</summary>
    public PhaseOrder OrderIn(RequestPhase phase) => PhaseOrder.ReallyFirst;

    /// <inheritdoc/>
    public PhaseResult PostReadRequest(Request request)
    {
        request.IsCacheable = false;
        // An internal redirect serves the same request of the client, so it keeps the name.
        var id = request.Previous is { HasEnvironment: true } previous ? previous.Environment.Get(Variable) : null;
        request.UniqueId = id ?? UniqueIds.Next(request.Time);
        request.Environment.Set(Variable, request.UniqueId);
        return PhaseResult.Declined;
    }
}
