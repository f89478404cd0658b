using Trefoil.Http.Uris;

namespace Trefoil.Modules.Mappers.Alias;

/// <summary>The texts of redirect targets.</summary>
internal static class RedirectTarget
{
    /// <summary>True for "scheme:..." (ap_is_url).</summary>
    internal static bool IsUrl(string text)
    {
        var i = 0;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '+' or '-' or '.'))
            i++;
        return i > 0 && i < text.Length && text[i] == ':';
    }

    /// <summary>Escapes everything in front of the query and the fragment, which stay as they are.</summary>
    internal static string EscapeInFrontOfQuery(string text)
    {
        var end = text.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? UriEscaping.EscapeUri(text) : UriEscaping.EscapeUri(text[..end]) + text[end..];
    }
}
