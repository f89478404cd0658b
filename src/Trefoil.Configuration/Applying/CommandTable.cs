using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Applying;

/// <summary>The command tables of all modules that are on, by directive name. Several modules may have the same directive; each acts on it.</summary>
internal sealed class CommandTable
{
    private readonly Dictionary<string, List<DirectiveDefinition>> _rows = new(StringComparer.OrdinalIgnoreCase);

    internal void Add(IEnumerable<DirectiveDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (!_rows.TryGetValue(definition.Name, out var list))
                _rows[definition.Name] = list = [];
            list.Add(definition);
        }
    }

    internal List<DirectiveDefinition>? Find(string name) => _rows.GetValueOrDefault(name);
}
