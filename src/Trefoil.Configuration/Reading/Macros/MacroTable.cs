namespace Trefoil.Configuration.Reading;

/// <summary>The macros defined so far.</summary>
internal sealed class MacroTable
{
    private readonly Dictionary<string, Macro> _macros = [];

    /// <summary>False until the first Macro section was read: the errors differ.</summary>
    internal bool IsUsed { get; set; }

    internal bool IgnoresEmptyArguments { get; set; }

    internal bool IgnoresBadNesting { get; set; }

    internal Macro? Find(string name) => _macros.GetValueOrDefault(name);

    internal void Set(Macro macro) => _macros[macro.Name] = macro;

    internal void Remove(string name) => _macros.Remove(name);
}
