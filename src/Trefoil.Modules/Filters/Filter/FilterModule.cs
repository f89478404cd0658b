using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Filters.Filter;

/// <summary>mod_filter: filters that are chosen when the response is known, by its media type or any expression.</summary>
public sealed class FilterModule : Module, IInsertFilters
{
    /// <inheritdoc/>
    public override string Identifier => "filter_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_filter.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => FilterDirectives.All;

    /// <inheritdoc/>
    public void InsertFilters(Request request)
    {
        var settings = request.Directory<FilterSettings>();
        foreach (var name in settings.Chain)
        {
            if (settings.Filters.TryGetValue(name, out var filter))
                OutputChain.Add(request, new FilterHarness(filter, filter.Type ?? FilterType.Resource));
            else
                OutputChain.Add(request, name);
        }
    }
}
