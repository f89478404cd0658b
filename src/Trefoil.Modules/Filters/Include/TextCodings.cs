using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Filters.Include;

/// <summary>The encodings and decodings that echo and set know; several are done in the order in which they are named.</summary>
internal static class TextCodings
{
    /// <summary>Null for an encoding that is not known.</summary>
    internal static string? Encode(string names, string text)
    {
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries))
        {
            switch (name.ToLowerInvariant())
            {
                case "none":
                    break;
                case "url":
                    text = UriEscaping.EscapeUri(text);
                    break;
                case "urlencoded":
                    text = UriEscaping.EscapeForm(text);
                    break;
                case "entity":
                    text = HtmlEscape.Escape(text);
                    break;
                case "base64":
                    text = Convert.ToBase64String(Encoding.Latin1.GetBytes(text));
                    break;
                default:
                    return null;
            }
        }
        return text;
    }

    /// <summary>Null for a decoding that is not known.</summary>
    internal static string? Decode(string names, string text)
    {
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries))
        {
            switch (name.ToLowerInvariant())
            {
                case "none":
                    break;
                case "url":
                    UriEscaping.Unescape(text, out text);
                    break;
                case "urlencoded":
                    UriEscaping.UnescapeForm(text, out text);
                    break;
                case "entity":
                    text = Unescape(text);
                    break;
                case "base64":
                    var bytes = new byte[text.Length];
                    if (Convert.TryFromBase64String(text, bytes, out var length))
                        text = Encoding.Latin1.GetString(bytes, 0, length);
                    break;
                default:
                    return null;
            }
        }
        return text;
    }

    private static string Unescape(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
}
