using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm.Event;

/// <summary>mpm_event: threads only for requests in flight.</summary>
public sealed class EventModule : MpmModule
{
    private static readonly DirectiveDefinition[] Table =
    [
        .. MpmDirectives.Common(),
        .. MpmDirectives.Threaded(),
        new("AsyncRequestWorkerFactor", ArgumentKind.Take1, MpmDirectives.Global, "requests that may wait for a worker, for each idle one", Factor),
    ];

    /// <inheritdoc/>
    public override MpmKind Kind => MpmKind.Event;

    /// <inheritdoc/>
    public override string Identifier => "mpm_event_module";

    /// <inheritdoc/>
    public override string SourceFile => "event.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => Table;

    private static string? Factor(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!double.TryParse(arguments[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) || double.IsNaN(factor))
            return "error parsing value";
        if (factor <= 0)
            return "AsyncRequestWorkerFactor argument must be a positive number";
        scope.ForServer<MpmSettings>().AsyncRequestWorkerFactor = factor;
        return null;
    }
}
