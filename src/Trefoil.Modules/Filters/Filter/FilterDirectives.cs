using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.Filter;

/// <summary>The directives of mod_filter.</summary>
internal static class FilterDirectives
{
    internal static IReadOnlyList<DirectiveDefinition> All { get; } =
    [
        new("FilterDeclare", ArgumentKind.Take12, AllowedIn.OrOptions, "filter-name [filter-type]", Declare),
        new("FilterProvider", ArgumentKind.Take3, AllowedIn.OrOptions, "filter-name provider-name match-expression", AddProvider),
        new("FilterChain", ArgumentKind.Iterate, AllowedIn.OrOptions, "list of filter names with optional [+-=!@]", ChangeChain),
        new("FilterTrace", ArgumentKind.Take2, AllowedIn.RsrcConf | AllowedIn.AccessConf, "filter-name debug-level", SetTrace),
        new("AddOutputFilterByType", ArgumentKind.TakeArgv, AllowedIn.OrFileInfo, "output filter name followed by one or more content-types", AddByType),
        new("FilterProtocol", ArgumentKind.Take23, AllowedIn.OrOptions, "filter-name [provider-name] protocol-args", SetProtocol),
    ];

    private static string? Declare(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<FilterSettings>();
        FilterType? type = arguments.Count < 2 ? null : arguments[1].ToUpperInvariant() switch
        {
            "RESOURCE" => FilterType.Resource,
            "CONTENT_SET" => FilterType.ContentSet,
            "PROTOCOL" => FilterType.Protocol,
            "TRANSCODE" => FilterType.Transcode,
            "CONNECTION" => FilterType.Connection,
            "NETWORK" => FilterType.Network,
            _ => null,
        };
        settings.Filters[arguments[0]] = settings.FindOrNew(arguments[0]) with { Type = type ?? FilterType.Resource };
        return null;
    }

    private static string? AddProvider(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (FindFilter(scope, arguments[1]) is not { } definition)
            return "Unknown filter provider " + arguments[1];
        if (ExpressionParser.ParseCondition(arguments[2], scope.Context, out var error) is not { } condition)
            return "Error parsing FilterProvider expression:" + error;
        Add(scope.Directory<FilterSettings>(), arguments[0], definition, new FilterProviderEntry(definition.Name, condition, null, FilterProtocols.None));
        return null;
    }

    private static string? AddByType(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (arguments.Count < 2)
            return "AddOutputFilterByType requires at least two arguments";
        var settings = scope.Directory<FilterSettings>();
        foreach (var name in arguments[0].Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (FindFilter(scope, name) is not { } definition)
                return "Unknown filter provider " + name;
            var smart = "BYTYPE:" + name;
            Add(settings, smart, definition, new FilterProviderEntry(definition.Name, null, [.. arguments.Skip(1)], FilterProtocols.None));
            settings.Append(smart);
        }
        return null;
    }

    private static void Add(FilterSettings settings, string name, OutputFilterDefinition definition, FilterProviderEntry provider)
    {
        var filter = settings.FindOrNew(name);
        settings.Filters[name] = filter with { Type = filter.Type ?? definition.Type, Providers = [.. filter.Providers, provider] };
    }

    private static string? ChangeChain(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<FilterSettings>();
        var name = arguments[0].Length > 0 && "+-=!@".Contains(arguments[0][0]) ? arguments[0][1..] : arguments[0];
        switch (arguments[0].Length > 0 ? arguments[0][0] : ' ')
        {
            case '@':
                settings.Chain.RemoveAll(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
                settings.Chain.Insert(0, name);
                break;
            case '-':
                settings.Chain.RemoveAll(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
                break;
            case '!':
                settings.Chain.Clear();
                settings.StartsAnew = true;
                break;
            case '=':
                settings.Chain.Clear();
                settings.StartsAnew = true;
                settings.Append(name);
                break;
            default:
                settings.Append(name);
                break;
        }
        return null;
    }

    private static string? SetTrace(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<FilterSettings>();
        if (!settings.Filters.TryGetValue(arguments[0], out var filter))
            return "Undeclared smart filter " + arguments[0];
        _ = int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var level);
        settings.Filters[arguments[0]] = filter with { Trace = level };
        return null;
    }

    private static string? SetProtocol(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<FilterSettings>();
        if (!settings.Filters.TryGetValue(arguments[0], out var filter))
            return "FilterProtocol: No such filter";
        var protocols = Read(arguments[^1]);
        if (arguments.Count == 2)
        {
            settings.Filters[arguments[0]] = filter with { Protocols = protocols };
            return null;
        }
        var at = Array.FindIndex(filter.Providers, provider => provider.Name.Equals(arguments[1], StringComparison.OrdinalIgnoreCase));
        if (at < 0)
            return "FilterProtocol: No such provider";
        var providers = (FilterProviderEntry[])filter.Providers.Clone();
        providers[at] = providers[at] with { Protocols = protocols };
        settings.Filters[arguments[0]] = filter with { Providers = providers };
        return null;
    }

    private static FilterProtocols Read(string text)
    {
        var protocols = FilterProtocols.None;
        foreach (var word in text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            protocols |= word.ToLowerInvariant() switch
            {
                "change=yes" => FilterProtocols.Change | FilterProtocols.ChangeLength,
                "change=1:1" => FilterProtocols.Change,
                "byteranges=no" => FilterProtocols.NoByteRanges,
                "proxy=no" => FilterProtocols.NoProxy,
                "proxy=transform" => FilterProtocols.Transform,
                "cache=no" => FilterProtocols.NoCache,
                _ => FilterProtocols.None,
            };
        }
        return protocols;
    }

    private static OutputFilterDefinition? FindFilter(DirectiveScope scope, string name)
    {
        foreach (var module in scope.Context.Modules)
        {
            if (module is not IOutputFilterProvider offering)
                continue;
            foreach (var definition in offering.OutputFilters)
            {
                if (definition.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return definition;
            }
        }
        return null;
    }
}
