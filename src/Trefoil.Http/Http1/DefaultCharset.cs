using Trefoil.Http.Core;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Http1;

/// <summary>AddDefaultCharset on text/plain and text/html responses that name no charset.</summary>
internal static class DefaultCharset
{
    internal static string Apply(Request request, string type)
    {
        if (request.SuppressCharset || request.Directory<CoreDirectorySettings>().DefaultCharset is not { } charset)
            return type;
        var end = type.IndexOf(';');
        var bare = (end < 0 ? type.AsSpan() : type.AsSpan(0, end)).Trim();
        if (!bare.Equals("text/html", StringComparison.OrdinalIgnoreCase) && !bare.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
            return type;
        return type.Contains("charset=", StringComparison.OrdinalIgnoreCase) ? type : $"{type}; charset={charset}";
    }
}
