namespace Trefoil.Modules.Filters.Sed;

/// <summary>Which lines a command is for: a number, the last line, or those that match.</summary>
internal sealed record SedAddress(long Line, bool IsLast, SedPattern? Pattern);

/// <summary>One command of a script.</summary>
internal sealed class SedCommand
{
    /// <summary>The letter; "{" jumps over its block where its address does not fit.</summary>
    internal char Letter { get; set; }

    internal SedAddress? First { get; set; }

    internal SedAddress? Last { get; set; }

    internal bool IsNegated { get; set; }

    /// <summary>Where b and t go; empty for the end of the script.</summary>
    internal string Label { get; set; } = "";

    /// <summary>Of "{": the command behind the block.</summary>
    internal int BlockEnd { get; set; }

    internal SedPattern? Pattern { get; set; }

    /// <summary>Of s: the replacement. Of r: the file.</summary>
    internal string Text { get; set; } = "";

    /// <summary>Of s: which match; 0 for the first, <see cref="AllMatches"/> for all.</summary>
    internal int Which { get; set; }

    /// <summary>Of s: 'p' or 'P' prints after a replacement in a quiet script.</summary>
    internal char Prints { get; set; }

    /// <summary>Of y: what each byte becomes.</summary>
    internal char[]? Table { get; set; }

    internal const int AllMatches = 999;
}
