namespace Trefoil.Http.Walks;

/// <summary>Shell wildcards of section paths: *, ?, [...] and backslash (apr_fnmatch).</summary>
internal static class WildcardMatch
{
    /// <summary>True when the text matches; with <paramref name="pathname"/> a wildcard never matches a slash.</summary>
    internal static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool pathname)
    {
        int p = 0, t = 0, starPattern = -1, starText = 0;
        while (true)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                while (p < pattern.Length && pattern[p] == '*')
                    p++;
                starPattern = p;
                starText = t;
                continue;
            }
            if (p == pattern.Length && t == text.Length)
                return true;
            var next = p;
            if (t < text.Length && p < pattern.Length && MatchesOne(pattern, ref next, text[t], pathname))
            {
                p = next;
                t++;
                continue;
            }
            if (starPattern < 0 || starText >= text.Length || (pathname && text[starText] == '/'))
                return false;
            t = ++starText;
            p = starPattern;
        }
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, ref int p, char c, bool pathname)
    {
        switch (pattern[p])
        {
            case '?':
                p++;
                return !(pathname && c == '/');
            case '[':
                return MatchesSet(pattern, ref p, c, pathname);
            case '\\' when p + 1 < pattern.Length:
                p += 2;
                return pattern[p - 1] == c;
            default:
                return pattern[p++] == c;
        }
    }

    private static bool MatchesSet(ReadOnlySpan<char> pattern, ref int p, char c, bool pathname)
    {
        var at = p + 1;
        var negated = at < pattern.Length && pattern[at] is '^' or '!';
        if (negated)
            at++;
        var found = false;
        for (var first = true; at < pattern.Length && (first || pattern[at] != ']'); first = false)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length)
                at++;
            var low = pattern[at++];
            var high = low;
            if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                if (pattern[at] == '\\' && at + 1 < pattern.Length)
                    at++;
                high = pattern[at++];
            }
            found |= c >= low && c <= high;
        }
        if (at >= pattern.Length)
        {
            // No closing bracket: it stands for itself.
            p++;
            return c == '[';
        }
        p = at + 1;
        return found != negated && !(pathname && c == '/');
    }
}
