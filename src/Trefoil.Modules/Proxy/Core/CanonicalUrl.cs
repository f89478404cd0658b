using System.Buffers;
using System.Globalization;
using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>A backend's URL with its path escaped anew, as every scheme wants it in request.Filename.</summary>
internal static class CanonicalUrl
{
    private static readonly SearchValues<char> PathSafe =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789~$-_.+!*'(),;:@&=/");

    /// <summary>Log numbers, which each module has of its own.</summary>
    internal readonly record struct Codes(int Malformed, int Path, int Query);

    /// <summary>Sets request.Filename to "proxy:" and the canonical URL; a status where it cannot be.</summary>
    /// <param name="request">The request.</param>
    /// <param name="url">The URL as mapped.</param>
    /// <param name="module">Short name of the module, for the log.</param>
    /// <param name="codes">Numbers of its lines.</param>
    /// <param name="withQuery">False for schemes whose URL has none.</param>
    internal static PhaseResult Apply(Request request, string url, string module, in Codes codes, bool withQuery = true)
    {
        var start = url.IndexOf(':') + 1;
        var scheme = url[..(start - 1)].ToLowerInvariant();
        if (!TrySplit(url, start, out var user, out var host, out var port, out var rest))
        {
            Log.Write(request, LogLevel.Error, module, codes.Malformed, $"error parsing URL {url}: {(url.AsSpan(start).StartsWith("//") ? "Invalid host/port" : "Malformed URL")}");
            return 400;
        }
        string? path = rest;
        string? query = null;
        var notes = request.NotesOrNull;
        var isRaw = request.ProxyRequest == ProxyRequestKind.Forward || notes?.Get("proxy-nocanon") is not null;
        if (!isRaw)
        {
            if (notes?.Get("proxy-noencode") is null)
                path = Escape(rest, request.Directory<CoreDirectorySettings>().EncodedSlashes == EncodedSlashMode.NoDecode);
            query = withQuery ? request.QueryString : null;
        }
        if (path is null)
            return 400;
        if (ReferenceEquals(path, rest) && HasControls(path))
        {
            Log.Write(request, LogLevel.Error, module, codes.Path, "To be forwarded path contains control characters or spaces");
            return 403;
        }
        if (query is not null && HasControls(query))
        {
            Log.Write(request, LogLevel.Error, module, codes.Query, "To be forwarded query string contains control characters or spaces");
            return 403;
        }
        var portText = port == 0 || port == ProxyUrl.DefaultPort(scheme) ? "" : string.Create(CultureInfo.InvariantCulture, $":{port}");
        request.Filename = string.Concat(
            string.Concat("proxy:", scheme, "://", user),
            string.Concat(host.Contains(':') ? "[" + host + "]" : host, portText, "/", path),
            query is null ? "" : "?" + query);
        return PhaseResult.Ok;
    }

    /// <summary>Escapes what may not stand in a path. With <paramref name="keepsSlashes"/> an escaped slash stays what it is; null for a malformed escape then.</summary>
    internal static string? Escape(string path, bool keepsSlashes)
    {
        var first = path.AsSpan().IndexOfAnyExcept(PathSafe);
        if (first < 0)
            return path;
        var text = new StringBuilder(path.Length + 16).Append(path, 0, first);
        for (var i = first; i < path.Length; i++)
        {
            var c = path[i];
            if (PathSafe.Contains(c))
            {
                text.Append(c);
                continue;
            }
            if (c == '%' && keepsSlashes)
            {
                if (i + 2 >= path.Length || !char.IsAsciiHexDigit(path[i + 1]) || !char.IsAsciiHexDigit(path[i + 2]))
                    return null;
                if (path.AsSpan(i + 1, 2).Equals("2f", StringComparison.OrdinalIgnoreCase))
                {
                    text.Append(path, i, 3);
                    i += 2;
                    continue;
                }
            }
            text.Append('%').Append("0123456789ABCDEF"[c >> 4 & 15]).Append("0123456789ABCDEF"[c & 15]);
        }
        return text.ToString();
    }

    private static bool TrySplit(string url, int start, out string user, out string host, out int port, out string rest)
    {
        user = host = rest = "";
        port = 0;
        if (!url.AsSpan(start).StartsWith("//"))
            return false;
        start += 2;
        var slash = url.IndexOf('/', start);
        var authority = slash < 0 ? url[start..] : url[start..slash];
        rest = slash < 0 ? "" : url[(slash + 1)..];
        // User information of a backend's URL is for protocols that log in; it never goes on.
        var at = authority.LastIndexOf('@');
        if (at >= 0)
            authority = authority[(at + 1)..];
        if (!ProxyUrl.TrySplitPort(authority, out host, out port) || host.Length == 0)
            return false;
        host = host.ToLowerInvariant();
        foreach (var c in host)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_' or ':' or '~' or '%' or '$'))
                return false;
        }
        return true;
    }

    private static bool HasControls(string text)
    {
        foreach (var c in text)
        {
            if (c is <= ' ' or '\x7F')
                return true;
        }
        return false;
    }
}
