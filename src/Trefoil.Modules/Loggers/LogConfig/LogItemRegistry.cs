using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>A letter of the format language.</summary>
/// <param name="Letter">"h", or three characters that begin with "^".</param>
/// <param name="WantsOriginal">Which request is asked where the format has neither &lt; nor &gt;.</param>
/// <param name="Create">Makes the item from the argument in braces ("" where there is none).</param>
internal sealed record LogItemDefinition(string Letter, bool WantsOriginal, Func<string, LogItem> Create);

/// <summary>A module that adds letters to the format language (mod_logio, mod_ssl).</summary>
internal interface ILogItemProvider
{
    IReadOnlyList<LogItemDefinition> LogItems { get; }
}

/// <summary>All letters of the loaded modules.</summary>
internal sealed class LogItemRegistry
{
    private readonly Dictionary<string, LogItemDefinition> _definitions = new(StringComparer.Ordinal);

    internal LogItemRegistry(IEnumerable<Module> modules)
    {
        foreach (var definition in LogItems.All)
            _definitions[definition.Letter] = definition;
        foreach (var provider in modules.OfType<ILogItemProvider>())
        {
            foreach (var definition in provider.LogItems)
                _definitions[definition.Letter] = definition;
        }
    }

    internal LogItemDefinition? Find(string letter) => _definitions.GetValueOrDefault(letter);
}
