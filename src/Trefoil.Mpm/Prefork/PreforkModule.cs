using Trefoil.Configuration.Directives;
using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm.Prefork;

/// <summary>mpm_prefork: one connection a process.</summary>
public sealed class PreforkModule : MpmModule
{
    private static readonly DirectiveDefinition[] Table =
    [
        .. MpmDirectives.Common(),
        new("MinSpareServers", ArgumentKind.Take1, MpmDirectives.Global, "idle children below which more are started", MpmDirectives.Number("MinSpareServers", (s, n) => s.MinSpare = n)),
        new("MaxSpareServers", ArgumentKind.Take1, MpmDirectives.Global, "idle children above which some are ended", MpmDirectives.Number("MaxSpareServers", (s, n) => s.MaxSpare = n)),
    ];

    /// <inheritdoc/>
    public override MpmKind Kind => MpmKind.Prefork;

    /// <inheritdoc/>
    public override string Identifier => "mpm_prefork_module";

    /// <inheritdoc/>
    public override string SourceFile => "prefork.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => Table;
}
