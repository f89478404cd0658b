using Trefoil.Configuration.Expressions;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.Filter;

/// <summary>What FilterProtocol says about a filter.</summary>
[Flags]
internal enum FilterProtocols
{
    None = 0,
    Change = 1,
    ChangeLength = 2,
    NoByteRanges = 4,
    NoProxy = 8,
    NoCache = 16,
    Transform = 32,
}

/// <summary>One implementation of a smart filter and when it is the one.</summary>
/// <param name="Name">Name of the filter that does the work.</param>
/// <param name="Condition">FilterProvider's expression, or null.</param>
/// <param name="MediaTypes">AddOutputFilterByType's types, or null.</param>
/// <param name="Protocols">What FilterProtocol says about it.</param>
internal sealed record FilterProviderEntry(string Name, Expression? Condition, string[]? MediaTypes, FilterProtocols Protocols);

/// <summary>A filter that chooses its implementation when the response is known. Copied before it is changed, as sections share it.</summary>
internal sealed record SmartFilter(string Name)
{
    internal FilterType? Type { get; init; }

    internal FilterProviderEntry[] Providers { get; init; } = [];

    internal FilterProtocols Protocols { get; init; }

    internal int Trace { get; init; }
}
