using Trefoil.Configuration.Directives;
using Trefoil.Http.Input;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.Deflate;

/// <summary>mod_deflate: gzip for responses (DEFLATE), and its undoing for responses (INFLATE) and request bodies (DEFLATE as an input filter).</summary>
public sealed class DeflateModule : Module, IOutputFilterProvider, IInputFilterProvider
{
    internal const string ShortNameInLogs = "deflate";

    /// <inheritdoc/>
    public override string Identifier => "deflate_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_deflate.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => DeflateDirectives.All;

    /// <inheritdoc/>
    public IReadOnlyList<OutputFilterDefinition> OutputFilters { get; } =
    [
        new("DEFLATE", FilterType.ContentSet, static _ => new DeflateOutput()),
        new("INFLATE", FilterType.Resource, static _ => new InflateOutput()),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<InputFilterDefinition> InputFilters { get; } = [new("DEFLATE", static _ => new DeflateInput())];
}
