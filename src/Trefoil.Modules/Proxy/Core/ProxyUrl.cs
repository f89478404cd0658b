using System.Globalization;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>The parts of a backend's URL: "http://host:8080/path", perhaps with "unix:/run/socket|" in front.</summary>
/// <param name="Scheme">Lower case.</param>
/// <param name="Host">Lower case, IPv6 without brackets; "" for a name like balancer://.</param>
/// <param name="Port">The port, 0 where none is given.</param>
/// <param name="Path">With its slash, query included; "" where none is given.</param>
/// <param name="UserInfo">"user:password", or null.</param>
/// <param name="UnixPath">The socket's path, or null for TCP.</param>
internal readonly record struct ProxyUrl(string Scheme, string Host, int Port, string Path, string? UserInfo, string? UnixPath)
{
    /// <summary>The URL without the socket's part, as workers are named.</summary>
    internal string Text => string.Concat(
        Scheme, "://", UserInfo is null ? "" : UserInfo + "@", Host.Contains(':') ? "[" + Host + "]" : Host,
        Port == 0 ? Path : string.Create(CultureInfo.InvariantCulture, $":{Port}{Path}"));

    /// <summary>The port to connect to.</summary>
    internal int EffectivePort => Port != 0 ? Port : DefaultPort(Scheme);

    /// <summary>The port that a scheme implies, 0 where it implies none.</summary>
    internal static int DefaultPort(string scheme) => scheme switch
    {
        "http" or "ws" => 80,
        "https" or "wss" => 443,
        "ftp" => 21,
        "ajp" => 8009,
        "fcgi" => 8000,
        "scgi" => 4000,
        "uwsgi" => 3031,
        _ => 0,
    };

    /// <summary>Splits "unix:/path|scheme://host/" into the path and the rest; the text as it is where it is no such name. False where it is malformed.</summary>
    internal static bool TrySplitUnix(string text, out string url, out string? unixPath)
    {
        url = text;
        unixPath = null;
        if (!text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase))
            return true;
        var bar = text.IndexOf('|');
        if (bar < 0)
            return false;
        unixPath = text[5..bar];
        url = text[(bar + 1)..];
        // "fcgi:" alone stands for any host.
        if (url.EndsWith(':') || !url.Contains("://", StringComparison.Ordinal))
            return url.Length > 1 && url[^1] == ':' && (url += "//localhost") != "" && unixPath.Length > 0;
        return unixPath.Length > 0;
    }

    /// <summary>Reads an absolute URL.</summary>
    internal static bool TryParse(string text, out ProxyUrl url)
    {
        url = default;
        if (!TrySplitUnix(text, out var rest, out var unixPath))
            return false;
        var scheme = rest.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || !IsScheme(rest.AsSpan(0, scheme)))
            return false;
        var start = scheme + 3;
        var end = rest.AsSpan(start).IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest[start..] : rest.Substring(start, end);
        var path = end < 0 ? "" : rest[(start + end)..];
        string? user = null;
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            user = authority[..at];
            authority = authority[(at + 1)..];
        }
        if (!TrySplitPort(authority, out var host, out var port))
            return false;
        url = new ProxyUrl(rest[..scheme].ToLowerInvariant(), host.ToLowerInvariant(), port, path, user, unixPath);
        return true;
    }

    /// <summary>Splits "host:port"; brackets of an IPv6 address are taken off, port 0 where there is none.</summary>
    internal static bool TrySplitPort(string authority, out string host, out int port)
    {
        host = authority;
        port = 0;
        var portText = "";
        if (authority.StartsWith('['))
        {
            var close = authority.IndexOf(']');
            if (close < 0)
                return false;
            host = authority[1..close];
            if (close + 1 < authority.Length)
            {
                if (authority[close + 1] != ':')
                    return false;
                portText = authority[(close + 2)..];
            }
        }
        else if (authority.LastIndexOf(':') is >= 0 and var colon)
        {
            host = authority[..colon];
            portText = authority[(colon + 1)..];
        }
        if (portText.Length == 0)
            return true;
        return int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return false;
        }
        return true;
    }
}
