namespace Trefoil.Configuration.Reading;

/// <summary>The macros defined so far.</summary>
internal sealed class MacroTable
{
    private readonly Dictionary<string, Macro> _macros;

    internal MacroTable()
        : this([])
    {
    }

    private MacroTable(Dictionary<string, Macro> macros) => _macros = macros;

    /// <summary>False until the first Macro section was read: the errors differ.</summary>
    internal bool IsUsed { get; set; }

    internal bool IgnoresEmptyArguments { get; set; }

    internal bool IgnoresBadNesting { get; set; }

    internal IReadOnlyCollection<Macro> All => _macros.Values;

    internal Macro? Find(string name) => _macros.GetValueOrDefault(name);

    internal void Set(Macro macro) => _macros[macro.Name] = macro;

    /// <summary>The same macros; what is defined in one is unknown to the other.</summary>
    internal MacroTable Copy() =>
        new(new Dictionary<string, Macro>(_macros)) { IsUsed = IsUsed, IgnoresEmptyArguments = IgnoresEmptyArguments, IgnoresBadNesting = IgnoresBadNesting };

    internal void Remove(string name) => _macros.Remove(name);
}
