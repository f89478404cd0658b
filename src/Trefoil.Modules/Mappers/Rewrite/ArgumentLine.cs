namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Cuts the raw argument line of RewriteRule and RewriteCond into two or three arguments.</summary>
/// <remarks>Unlike elsewhere a backslash stays in the argument (it belongs to the pattern); it only keeps the white space behind it from ending the argument.</remarks>
internal static class ArgumentLine
{
    /// <summary>False when there are fewer than two arguments. What stands behind the third is not looked at.</summary>
    internal static bool TryCut(string line, out string first, out string second, out string? third)
    {
        second = "";
        third = null;
        var at = 0;
        first = Next(line, ref at);
        if (at >= line.Length)
            return false;
        second = Next(line, ref at);
        while (at < line.Length && IsSpace(line[at]))
            at++;
        if (at < line.Length)
            third = Next(line, ref at);
        return true;
    }

    private static string Next(string line, ref int at)
    {
        while (at < line.Length && IsSpace(line[at]))
            at++;
        var quote = at < line.Length && line[at] is '"' or '\'' ? line[at++] : '\0';
        var start = at;
        for (; at < line.Length; at++)
        {
            if (quote == '\0' ? IsSpace(line[at]) : line[at] == quote)
                break;
            if (line[at] == '\\' && at + 1 < line.Length && IsSpace(line[at + 1]))
                at++;
        }
        var word = line[start..Math.Min(at, line.Length)];
        if (at < line.Length)
            at++;
        else
            at = line.Length;
        return word;
    }

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');
}
