using System.Text;

namespace Trefoil.Modules.Aaa.Authorization;

/// <summary>Cuts a line into words as directives are cut: blanks separate, quotes hold together, a backslash escapes quote and backslash.</summary>
internal static class ConfigurationWords
{
    internal static List<string> Split(string line)
    {
        var words = new List<string>();
        var at = 0;
        while (Next(line, ref at) is { } word)
            words.Add(word);
        return words;
    }

    /// <summary>The next word at or behind <paramref name="at"/>, which moves to the word that follows; null at the end.</summary>
    internal static string? Next(string line, ref int at)
    {
        SkipBlanks(line, ref at);
        if (at >= line.Length)
            return null;
        var quote = line[at] is '"' or '\'' ? line[at++] : '\0';
        var word = new StringBuilder();
        while (at < line.Length && (quote == 0 ? !IsBlank(line[at]) : line[at] != quote))
        {
            if (line[at] == '\\' && at + 1 < line.Length && (line[at + 1] == '\\' || (quote != 0 && line[at + 1] == quote)))
                at++;
            word.Append(line[at++]);
        }
        if (quote != 0 && at < line.Length)
            at++;
        SkipBlanks(line, ref at);
        return word.ToString();
    }

    private static void SkipBlanks(string line, ref int at)
    {
        while (at < line.Length && IsBlank(line[at]))
            at++;
    }

    private static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r');
}
