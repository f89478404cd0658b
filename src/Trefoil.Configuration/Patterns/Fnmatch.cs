namespace Trefoil.Configuration.Patterns;

/// <summary>How shell patterns are matched.</summary>
[Flags]
public enum FnmatchOptions
{
    /// <summary>Wildcards match anything.</summary>
    None = 0,
    /// <summary>A backslash is an ordinary character.</summary>
    NoEscape = 1,
    /// <summary>A slash is matched by a slash alone.</summary>
    PathName = 2,
    /// <summary>A dot at the beginning of a name is matched by a dot alone.</summary>
    Period = 4,
    /// <summary>Case does not matter.</summary>
    IgnoreCase = 8,
}

/// <summary>Shell patterns (*, ?, [a-z], [!x], backslash) as Apache's sections, Include and IndexIgnore use them.</summary>
public static class Fnmatch
{
    /// <summary>True when the text holds a wildcard: *, ?, or a closed [...].</summary>
    public static bool IsGlob(string text)
    {
        var bracket = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '?' or '*':
                    return true;
                case '\\':
                    if (++i == text.Length)
                        return false;
                    break;
                case '[':
                    bracket = true;
                    break;
                case ']' when bracket:
                    return true;
            }
        }
        return false;
    }

    /// <summary>True when the whole text matches.</summary>
    public static bool Matches(string pattern, string text, FnmatchOptions options = FnmatchOptions.None) =>
        Matches(pattern.AsSpan(), text.AsSpan(), options);

    /// <summary>True when the whole text matches.</summary>
    /// <remarks>Linear in effect: only the latest star is retried, and with PathName each segment stands for itself.</remarks>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, FnmatchOptions options)
    {
        if ((options & FnmatchOptions.PathName) == 0)
            return MatchSegment(pattern, text, options);
        while (true)
        {
            var patternEnd = SegmentEnd(pattern);
            var textEnd = text.IndexOf('/');
            if ((patternEnd < 0) != (textEnd < 0))
                return false;
            if (patternEnd < 0)
                return MatchSegment(pattern, text, options);
            if (!MatchSegment(pattern[..patternEnd], text[..textEnd], options))
                return false;
            pattern = pattern[(patternEnd + 1)..];
            text = text[(textEnd + 1)..];
        }
    }

    private static int SegmentEnd(ReadOnlySpan<char> pattern) => pattern.IndexOf('/');

    private static bool MatchSegment(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, FnmatchOptions options)
    {
        if ((options & FnmatchOptions.Period) != 0 && text.Length > 0 && text[0] == '.' && (pattern.Length == 0 || pattern[0] != '.'))
            return false;
        int p = 0, t = 0, starPattern = -1, starText = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                starPattern = ++p;
                starText = t;
                continue;
            }
            var next = p;
            if (p < pattern.Length && MatchOne(pattern, ref next, text[t], options))
            {
                p = next;
                t++;
                continue;
            }
            if (starPattern < 0)
                return false;
            p = starPattern;
            t = ++starText;
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    private static bool MatchOne(ReadOnlySpan<char> pattern, ref int p, char c, FnmatchOptions options)
    {
        switch (pattern[p])
        {
            case '?':
                p++;
                return true;
            case '[' when ClassEnd(pattern, p, options) is var end and > 0:
                var hit = InClass(pattern[(p + 1)..end], c, options);
                p = end + 1;
                return hit;
            case '\\' when (options & FnmatchOptions.NoEscape) == 0 && p + 1 < pattern.Length:
                p += 2;
                return Same(pattern[p - 1], c, options);
            default:
                return Same(pattern[p++], c, options);
        }
    }

    private static int ClassEnd(ReadOnlySpan<char> pattern, int start, FnmatchOptions options)
    {
        var i = start + 1;
        if (i < pattern.Length && pattern[i] is '!' or '^')
            i++;
        for (var first = true; i < pattern.Length; i++, first = false)
        {
            if (pattern[i] == ']' && !first)
                return i;
            if (pattern[i] == '\\' && (options & FnmatchOptions.NoEscape) == 0)
                i++;
        }
        return -1;
    }

    private static bool InClass(ReadOnlySpan<char> set, char c, FnmatchOptions options)
    {
        var negated = set.Length > 0 && set[0] is '!' or '^';
        var hit = false;
        for (var i = negated ? 1 : 0; i < set.Length; i++)
        {
            if (set[i] == '\\' && (options & FnmatchOptions.NoEscape) == 0 && i + 1 < set.Length)
                i++;
            var low = set[i];
            var high = low;
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                i += 2;
                if (set[i] == '\\' && (options & FnmatchOptions.NoEscape) == 0 && i + 1 < set.Length)
                    i++;
                high = set[i];
            }
            hit |= low <= c && c <= high;
            if ((options & FnmatchOptions.IgnoreCase) != 0)
            {
                var other = char.IsAsciiLetterLower(c) ? (char)(c - 32) : char.IsAsciiLetterUpper(c) ? (char)(c + 32) : c;
                hit |= low <= other && other <= high;
            }
        }
        return hit != negated;
    }

    private static bool Same(char a, char b, FnmatchOptions options) =>
        a == b || ((options & FnmatchOptions.IgnoreCase) != 0 && char.IsAsciiLetter(a) && (a ^ b) == 0x20);
}
