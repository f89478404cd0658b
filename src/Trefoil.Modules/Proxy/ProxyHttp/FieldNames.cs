using System.Text;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>Names and values that come again and again, so that no string is made of them.</summary>
internal static class FieldNames
{
    private static readonly string[] Known =
    [
        "Date", "Server", "Content-Type", "Content-Length", "Connection", "Keep-Alive", "Cache-Control", "Set-Cookie", "Location", "Last-Modified", "ETag", "Vary",
        "Expires", "Pragma", "Accept-Ranges", "Transfer-Encoding", "Content-Encoding", "Content-Language", "X-Powered-By", "Content-Disposition", "Via", "Age",
        "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options", "Access-Control-Allow-Origin",
        "keep-alive", "close", "chunked", "no-cache", "text/plain", "text/html", "application/json", "text/html; charset=utf-8", "text/html; charset=UTF-8", "bytes", "nosniff",
    ];

    private static readonly string[]?[] ByLength = Group();

    /// <summary>The text of some bytes.</summary>
    internal static string Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ByLength.Length && ByLength[bytes.Length] is { } candidates)
        {
            foreach (var candidate in candidates)
            {
                if (Ascii.Equals(bytes, candidate))
                    return candidate;
            }
        }
        return Encoding.Latin1.GetString(bytes);
    }

    private static string[]?[] Group()
    {
        var groups = new string[]?[Known.Max(static name => name.Length) + 1];
        foreach (var name in Known)
            groups[name.Length] = [.. groups[name.Length] ?? [], name];
        return groups;
    }
}
