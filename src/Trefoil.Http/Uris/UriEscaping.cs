using System.Buffers;
using System.Text;

namespace Trefoil.Http.Uris;

/// <summary>What unescaping found.</summary>
public enum UnescapeOutcome
{
    /// <summary>Every escape was decoded.</summary>
    Ok,
    /// <summary>A percent sign without two hexadecimal digits (400).</summary>
    Malformed,
    /// <summary>An escaped NUL or slash, which would change what the path means (404).</summary>
    Forbidden,
}

/// <summary>Percent escapes in URIs, with the character sets of Apache's escape functions.</summary>
public static class UriEscaping
{
    private const string AlphaNumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> PathSafe = SearchValues.Create(AlphaNumeric + "$-_.+!*'(),:;@&=/~");
    private static readonly SearchValues<char> SegmentSafe = SearchValues.Create(AlphaNumeric + "$-_.+!*'(),:;@&=~");
    private static readonly SearchValues<char> FormSafe = SearchValues.Create(AlphaNumeric + ".-*_");

    /// <summary>
    /// Escapes a path for use in a URI, slashes kept (ap_os_escape_path). A complete path (not <paramref name="partial"/>) whose first segment has a colon
    /// gets "./" in front, lest it be taken for a scheme.
    /// </summary>
    public static string EscapePath(string path, bool partial = true)
    {
        if (!partial)
        {
            var colon = path.IndexOf(':');
            var slash = path.IndexOf('/');
            if (colon >= 0 && (slash < 0 || colon < slash))
                return "./" + Escape(path, PathSafe);
        }
        return Escape(path, PathSafe);
    }

    /// <summary>Escapes a URI path (ap_escape_uri).</summary>
    public static string EscapeUri(string uri) => Escape(uri, PathSafe);

    /// <summary>Escapes one path segment, slashes too (ap_escape_path_segment).</summary>
    public static string EscapeSegment(string segment) => Escape(segment, SegmentSafe);

    /// <summary>Escapes a value of an HTML form: blanks become "+" (ap_escape_urlencoded).</summary>
    public static string EscapeForm(string value) => Escape(value, FormSafe, plusForBlank: true);

    /// <summary>Decodes a path; escaped NUL and slash are forbidden (ap_unescape_url). A malformed escape stays as it stands.</summary>
    public static UnescapeOutcome Unescape(string text, out string result) => Unescape(text, SlashRule.Forbid, false, out result);

    /// <summary>Decodes a path where escaped slashes are welcome: decoded, or kept as "%2f" (ap_unescape_url_keep2f).</summary>
    public static UnescapeOutcome UnescapeWithSlashes(string text, bool decodeSlashes, out string result) =>
        Unescape(text, decodeSlashes ? SlashRule.Decode : SlashRule.Keep, false, out result);

    /// <summary>Decodes a value of an HTML form: "+" is a blank, escaped slashes are data (ap_unescape_urlencoded).</summary>
    public static UnescapeOutcome UnescapeForm(string text, out string result) => Unescape(text, SlashRule.Decode, true, out result);


    private enum SlashRule
    {
        Forbid,
        Decode,
        Keep,
    }

    private static string Escape(string text, SearchValues<char> safe, bool plusForBlank = false)
    {
        var first = text.AsSpan().IndexOfAnyExcept(safe);
        if (first < 0)
            return text;
        var builder = new StringBuilder(text.Length + 16).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            var c = text[i];
            if (safe.Contains(c))
                builder.Append(c);
            else if (c == ' ' && plusForBlank)
                builder.Append('+');
            else
                builder.Append('%').Append(HexDigit(c >> 4 & 15)).Append(HexDigit(c & 15));
        }
        return builder.ToString();
    }

    private static char HexDigit(int value) => "0123456789abcdef"[value];

    private static UnescapeOutcome Unescape(string text, SlashRule slashes, bool plusIsBlank, out string result)
    {
        var at = plusIsBlank ? text.AsSpan().IndexOfAny('%', '+') : text.IndexOf('%');
        result = text;
        if (at < 0)
            return UnescapeOutcome.Ok;
        var malformed = false;
        var forbidden = false;
        var builder = new StringBuilder(text.Length).Append(text, 0, at);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '+' && plusIsBlank)
            {
                builder.Append(' ');
                continue;
            }
            if (c != '%')
            {
                builder.Append(c);
                continue;
            }
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                malformed = true;
                builder.Append('%');
                continue;
            }
            var decoded = (char)(HexNibble(text[at + 1]) << 4 | HexNibble(text[at + 2]));
            if (decoded == '\0' || (decoded == '/' && slashes == SlashRule.Forbid))
            {
                forbidden = true;
                builder.Append(decoded);
            }
            else if (decoded == '/' && slashes == SlashRule.Keep)
            {
                builder.Append(text, at, 3);
            }
            else
            {
                builder.Append(decoded);
            }
            at += 2;
        }
        result = builder.ToString();
        return malformed ? UnescapeOutcome.Malformed : forbidden ? UnescapeOutcome.Forbidden : UnescapeOutcome.Ok;
    }

    internal static int HexNibble(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
