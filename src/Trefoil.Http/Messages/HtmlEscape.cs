using System.Buffers;
using System.Text;

namespace Trefoil.Http.Messages;

/// <summary>Makes text safe inside HTML.</summary>
public static class HtmlEscape
{
    private static readonly SearchValues<char> Special = SearchValues.Create("<>&\"");

    /// <summary>Replaces the four characters with a meaning in HTML by entities (ap_escape_html).</summary>
    public static string Escape(string text)
    {
        var first = text.AsSpan().IndexOfAny(Special);
        if (first < 0)
            return text;
        var builder = new StringBuilder(text.Length + 16).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '<':
                    builder.Append("&lt;");
                    break;
                case '>':
                    builder.Append("&gt;");
                    break;
                case '&':
                    builder.Append("&amp;");
                    break;
                case '"':
                    builder.Append("&quot;");
                    break;
                default:
                    builder.Append(text[i]);
                    break;
            }
        }
        return builder.ToString();
    }
}
