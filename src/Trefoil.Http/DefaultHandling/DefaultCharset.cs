using Trefoil.Http.Core;
using Trefoil.Http.Messages;

namespace Trefoil.Http.DefaultHandling;

/// <summary>The content type as it goes out: with the charset of AddDefaultCharset where the type is text/plain or text/html and names none (ap_make_content_type).</summary>
public static class DefaultCharset
{
    /// <summary>The value for Content-Type, or null where there is no type.</summary>
    public static string? Apply(Request request)
    {
        if (request.ContentType is not { } type)
            return null;
        if (request.SuppressCharset || request.Directory<CoreDirectorySettings>().DefaultCharset is not { } charset)
            return type;
        var end = type.IndexOf(';');
        var bare = (end < 0 ? type : type[..end]).TrimEnd(' ');
        if (!bare.Equals("text/plain", StringComparison.OrdinalIgnoreCase) && !bare.Equals("text/html", StringComparison.OrdinalIgnoreCase))
            return type;
        return type.Contains("charset=", StringComparison.OrdinalIgnoreCase) ? type : type + "; charset=" + charset;
    }
}
