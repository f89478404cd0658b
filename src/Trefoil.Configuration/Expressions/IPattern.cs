namespace Trefoil.Configuration.Expressions;

/// <summary>A compiled PCRE2 pattern over byte strings (Latin-1 chars).</summary>
public interface IPattern
{
    /// <summary>The pattern's text.</summary>
    string Text { get; }

    /// <summary>Names of the named groups by number; null for unnamed ones.</summary>
    IReadOnlyList<string?> GroupNames { get; }

    /// <summary>
    /// Matches and returns the number of groups set plus one (as pcre2_match), 0 for no match, or a negative PCRE2 error
    /// (match, depth or heap limit exceeded). Groups are written as start/end pairs, -1 where unset.
    /// </summary>
    int Match(string subject, Span<int> groups);

    /// <summary>The same over the bytes themselves.</summary>
    int Match(ReadOnlySpan<byte> subject, Span<int> groups) => Match(System.Text.Encoding.Latin1.GetString(subject), groups);
}

/// <summary>Compiles patterns; the implementation lives where PCRE2 is bound.</summary>
public interface IPatternCompiler
{
    /// <summary>Compiles, or gives null and the error text of PCRE2.</summary>
    IPattern? Compile(string pattern, bool ignoreCase, out string? error);
}
