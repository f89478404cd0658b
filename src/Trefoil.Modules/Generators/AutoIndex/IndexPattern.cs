namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>Patterns in which "*" and "?" match anything, slashes too.</summary>
internal static class IndexPattern
{
    internal static bool HasWildcards(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    internal static bool Matches(string text, string pattern, bool ignoreCase)
    {
        int t = 0, p = 0, star = -1, retry = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = ++p;
                retry = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], text[t], ignoreCase)))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star;
                t = ++retry;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));
}
