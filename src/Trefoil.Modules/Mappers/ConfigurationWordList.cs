using System.Text;

namespace Trefoil.Modules.Mappers;

/// <summary>Cuts the raw arguments of a directive into words; quotes hold blanks together, a backslash takes a quote or backslash as it is.</summary>
internal static class ConfigurationWordList
{
    internal static List<string> Split(string text)
    {
        var words = new List<string>();
        for (var i = 0; ;)
        {
            while (i < text.Length && char.IsWhiteSpace(text[i]))
                i++;
            if (i == text.Length)
                return words;
            words.Add(text[i] is '"' or '\'' ? Quoted(text, ref i) : Plain(text, ref i));
        }
    }

    private static string Plain(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && !char.IsWhiteSpace(text[i]))
            i++;
        return text[start..i];
    }

    private static string Quoted(string text, ref int i)
    {
        var quote = text[i++];
        var word = new StringBuilder();
        for (; i < text.Length && text[i] != quote; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && (text[i + 1] == quote || text[i + 1] == '\\'))
                i++;
            word.Append(text[i]);
        }
        i++;
        return word.ToString();
    }
}
