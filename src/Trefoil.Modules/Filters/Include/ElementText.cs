using System.Text;

namespace Trefoil.Modules.Filters.Include;

/// <summary>Reads what stands between the tags of an element: a name, then arguments.</summary>
internal static class ElementText
{
    internal static DocumentPart Parse(string text)
    {
        var arguments = new List<KeyValuePair<string, string?>>();
        var at = 0;
        while (at < text.Length && !IsSpace(text[at]))
            at++;
        var name = text[..at].ToLowerInvariant();
        while (true)
        {
            SkipSpace(text, ref at);
            if (at >= text.Length)
                return new DocumentPart(null, name, arguments);
            var start = at;
            while (at < text.Length && text[at] != '=' && !IsSpace(text[at]))
                at++;
            var key = text[start..at].ToLowerInvariant();
            SkipSpace(text, ref at);
            if (at >= text.Length || text[at] != '=')
            {
                arguments.Add(new(key, null));
                continue;
            }
            at++;
            SkipSpace(text, ref at);
            arguments.Add(new(key, Value(text, ref at)));
        }
    }

    private static string Value(string text, ref int at)
    {
        var quote = at < text.Length && (text[at] is '"' or '\'' or '`') ? text[at++] : '\0';
        var value = new StringBuilder();
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (quote == '\0' ? IsSpace(c) : c == quote)
                break;
            // A backslash protects the quote; elsewhere it belongs to the value.
            if (quote != '\0' && c == '\\' && at + 1 < text.Length && text[at + 1] == quote)
                c = text[++at];
            value.Append(c);
        }
        if (quote != '\0')
            at++;
        return value.ToString();
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && IsSpace(text[at]))
            at++;
    }

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');
}
