using System.Text;

namespace Trefoil.Modules.Metadata.Mime;

/// <summary>Puts a charset into a media type and writes its parameters in one form.</summary>
internal static class MediaTypeText
{
    /// <summary>The type with parameters as "; name=value" and the charset in place of (or behind) its own; null where the text is no media type.</summary>
    internal static string? WithCharset(string type, string? charset)
    {
        if (charset is null && !type.Contains(';'))
            return IsToken(type, out var plain) ? plain : null;
        var semicolon = type.IndexOf(';');
        if (!IsToken(semicolon < 0 ? type : type[..semicolon], out var essence))
            return null;
        var text = new StringBuilder(essence);
        var replaced = false;
        foreach (var (name, value) in Parameters(semicolon < 0 ? "" : type[(semicolon + 1)..]))
        {
            if (charset is not null && name == "charset")
            {
                if (!replaced)
                    text.Append("; charset=").Append(charset);
                replaced = true;
            }
            else
            {
                text.Append("; ").Append(name).Append('=').Append(value);
            }
        }
        if (charset is not null && !replaced)
            text.Append("; charset=").Append(charset);
        return text.ToString();
    }

    private static bool IsToken(string essence, out string trimmed)
    {
        trimmed = essence.Trim(' ', '\t');
        var slash = trimmed.IndexOf('/');
        return slash > 0 && slash < trimmed.Length - 1 && !trimmed.AsSpan().ContainsAny(' ', '\t');
    }

    private static IEnumerable<(string Name, string Value)> Parameters(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var end = at;
            var quoted = false;
            for (; end < text.Length && (quoted || text[end] != ';'); end++)
            {
                if (quoted && text[end] == '\\')
                    end++;
                else if (text[end] == '"')
                    quoted = !quoted;
            }
            end = Math.Min(end, text.Length);
            var part = text[at..end];
            at = end + 1;
            var equals = part.IndexOf('=');
            if (equals > 0)
                yield return (part[..equals].Trim(' ', '\t'), part[(equals + 1)..].Trim(' ', '\t'));
        }
    }
}
