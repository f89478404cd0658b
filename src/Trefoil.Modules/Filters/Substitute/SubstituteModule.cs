using Trefoil.Configuration.Directives;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.Substitute;

/// <summary>mod_substitute: the filter SUBSTITUTE, which searches and replaces in every line of a response.</summary>
public sealed class SubstituteModule : Module, IOutputFilterProvider
{
    /// <inheritdoc/>
    public override string Identifier => "substitute_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_substitute.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => SubstituteDirectives.All;

    /// <inheritdoc/>
    public IReadOnlyList<OutputFilterDefinition> OutputFilters { get; } =
        [new("SUBSTITUTE", FilterType.Resource, static request => new SubstituteFilter(request.Directory<SubstituteSettings>()))];
}
