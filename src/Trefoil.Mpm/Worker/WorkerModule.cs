using Trefoil.Configuration.Directives;
using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm.Worker;

/// <summary>mpm_worker: one connection a thread.</summary>
public sealed class WorkerModule : MpmModule
{
    private static readonly DirectiveDefinition[] Table = [.. MpmDirectives.Common(), .. MpmDirectives.Threaded()];

    /// <inheritdoc/>
    public override MpmKind Kind => MpmKind.Worker;

    /// <inheritdoc/>
    public override string Identifier => "mpm_worker_module";

    /// <inheritdoc/>
    public override string SourceFile => "worker.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => Table;
}
