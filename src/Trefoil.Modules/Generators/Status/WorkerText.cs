using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Generators.Status;

/// <summary>Texts that clients sent, made harmless for the page.</summary>
internal static class WorkerText
{
    internal static string Plain(string text) => HtmlEscape.Escape(text);

    /// <summary>A request line: without a password, with control characters visible, escaped.</summary>
    internal static string Request(string line) => HtmlEscape.Escape(Visible(WithoutPassword(line)));

    private static string WithoutPassword(string line)
    {
        var scheme = line.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return line;
        var start = scheme + 3;
        var end = line.AsSpan(start).IndexOfAny('/', '?', ' ') is >= 0 and var length ? start + length : line.Length;
        var at = line.AsSpan(start, end - start).LastIndexOf('@');
        var colon = line.AsSpan(start, end - start).IndexOf(':');
        if (colon < 0)
            return line;
        // A line that was cut inside its authority may end in half a password.
        if (at < 0)
            return end == line.Length && !char.IsAsciiDigit(line[^1]) && colon + 1 < end - start ? line[..(start + colon)] : line;
        return colon < at ? line.Remove(start + colon, at - colon) : line;
    }

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => visible.Append("\\\""),
                '\\' => visible.Append("\\\\"),
                '\n' => visible.Append("\\n"),
                '\r' => visible.Append("\\r"),
                '\t' => visible.Append("\\t"),
                '\b' => visible.Append("\\b"),
                '\v' => visible.Append("\\v"),
                < ' ' or >= '\x7f' => visible.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => visible.Append(c),
            };
        }
        return visible.ToString();
    }
}
