namespace Trefoil.Io.Patterns;

/// <summary>How a pattern is compiled, with PCRE2's own values.</summary>
[Flags]
public enum PatternOptions : uint
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Case does not matter.</summary>
    IgnoreCase = 0x8,
    /// <summary>$ matches at the very end alone, not before a last newline.</summary>
    DollarEndOnly = 0x10,
    /// <summary>A dot matches a newline too.</summary>
    DotAll = 0x20,
    /// <summary>Two groups may have the same name.</summary>
    DuplicateNames = 0x40,
    /// <summary>White space and comments in the pattern are skipped.</summary>
    Extended = 0x80,
}
