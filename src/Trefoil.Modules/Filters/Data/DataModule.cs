using Trefoil.Configuration.Directives;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.Data;

/// <summary>mod_data: the filter DATA, which makes a data: URL of a response.</summary>
public sealed class DataModule : Module, IOutputFilterProvider
{
    /// <inheritdoc/>
    public override string Identifier => "data_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_data.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    /// <inheritdoc/>
    public IReadOnlyList<OutputFilterDefinition> OutputFilters { get; } =
        [new("DATA", FilterType.Resource, static request => request.Main is null ? new DataOutput() : null)];
}
