namespace Trefoil.Http.Uris;

/// <summary>Questions about URLs.</summary>
public static class Urls
{
    /// <summary>True when the text begins with a scheme and a colon-slash-slash, as "https://host/" does (ap_is_url).</summary>
    public static bool IsAbsolute(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ':')
                return i > 0 && i + 2 < text.Length && text[i + 1] == '/' && text[i + 2] == '/';
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return false;
        }
        return false;
    }
}
