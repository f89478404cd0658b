using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Filters.Filter;

/// <summary>The smart filters that a section knows, and which of them run.</summary>
internal sealed class FilterSettings : ISettings<FilterSettings>
{
    internal Dictionary<string, SmartFilter> Filters { get; private init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names in the order in which they are put in place.</summary>
    internal List<string> Chain { get; private set; } = [];

    /// <summary>True when the chain of the section around this one does not count ("!" and "=").</summary>
    internal bool StartsAnew { get; set; }

    /// <summary>The filter of that name, or a new one.</summary>
    internal SmartFilter FindOrNew(string name) => Filters.GetValueOrDefault(name) ?? new SmartFilter(name);

    internal void Append(string name)
    {
        if (!Chain.Contains(name, StringComparer.OrdinalIgnoreCase))
            Chain.Add(name);
    }

    public FilterSettings Merge(FilterSettings inner)
    {
        var merged = new FilterSettings { StartsAnew = StartsAnew || inner.StartsAnew, Filters = new Dictionary<string, SmartFilter>(Filters, StringComparer.OrdinalIgnoreCase) };
        foreach (var (name, filter) in inner.Filters)
            merged.Filters[name] = filter;
        foreach (var name in inner.StartsAnew ? inner.Chain : [.. Chain, .. inner.Chain])
            merged.Append(name);
        return merged;
    }
}
