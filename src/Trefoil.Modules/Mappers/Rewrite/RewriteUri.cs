using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>What rewriting needs to know about URLs.</summary>
internal static class RewriteUri
{
    private static readonly (string Scheme, bool HasQuery)[] Schemes =
    [
        ("http://", true), ("https://", true), ("ajp://", true), ("balancer://", true), ("fcgi://", true), ("ftp://", false), ("gopher://", false), ("h2://", true),
        ("h2c://", true), ("ldap://", false), ("mailto:", true), ("news:", false), ("nntp://", false), ("scgi://", true), ("unix:", true), ("ws://", true), ("wss://", true),
    ];

    /// <summary>Length of the scheme with its colon and slashes when the text begins with one that rewriting knows, else 0.</summary>
    internal static int SchemeLength(string uri, out bool hasQuery)
    {
        hasQuery = false;
        if (uri.Length == 0 || !char.IsAsciiLetter(uri[0]))
            return 0;
        foreach (var (scheme, query) in Schemes)
        {
            if (uri.Length > scheme.Length && uri.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                hasQuery = query;
                return scheme.Length;
            }
        }
        return 0;
    }

    internal static bool IsAbsolute(string uri) => SchemeLength(uri, out _) > 0;

    /// <summary>Escapes what stands behind scheme and host.</summary>
    internal static string EscapeAbsolute(string uri, int schemeLength)
    {
        var at = schemeLength;
        if (schemeLength > 0 && uri[schemeLength - 1] == '/')
        {
            at = uri.IndexOf('/', schemeLength) + 1;
            if (at == 0 || at == uri.Length)
                return uri;
            // The parts of an LDAP URL are themselves separated by question marks (RFC 2255).
            if (uri.StartsWith("ldap", StringComparison.OrdinalIgnoreCase))
                return uri[..at] + string.Join('?', uri[at..].Split('?', 5).Select(UriEscaping.EscapeUri));
        }
        return uri[..at] + UriEscaping.EscapeUri(uri[at..]);
    }

    /// <summary>Puts scheme, name and port of this server in front of a path.</summary>
    internal static string Qualify(Request request, string path)
    {
        if (request.Method == "CONNECT" || IsAbsolute(path))
            return path;
        return CanonicalName.ConstructUrl(request, path.StartsWith('/') ? path : "/" + path);
    }

    /// <summary>The path of a URL that names this very server, or null.</summary>
    internal static string? Reduce(Request request, string uri)
    {
        var scheme = request.Scheme;
        if (uri.Length <= scheme.Length + 3 || !uri.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || string.CompareOrdinal(uri, scheme.Length, "://", 0, 3) != 0)
            return null;
        var start = scheme.Length + 3;
        var end = uri.AsSpan(start).IndexOfAny('/', ':');
        end = end < 0 ? uri.Length : start + end;
        var host = uri[start..end];
        var port = CanonicalName.DefaultPort(request);
        if (end < uri.Length && uri[end] == ':')
        {
            var slash = uri.IndexOf('/', end);
            port = RuleFlagReader.LeadingInteger(uri.AsSpan(end + 1));
            end = slash < 0 ? uri.Length : slash;
        }
        if (!ServerNames.Match(request.Server, host, port))
            return null;
        return end == uri.Length ? "/" : uri[end..];
    }

    /// <summary>Exchanges a leading directory for another; gives the same text where it is not there.</summary>
    internal static string ReplacePrefix(in RewriteLog log, string input, string match, string replacement)
    {
        var length = match.EndsWith('/') ? match.Length - 1 : match.Length;
        if (input.Length <= length || input[length] != '/' || string.CompareOrdinal(input, 0, match, 0, length) != 0)
            return input;
        var rest = input[(length + 1)..];
        if (log.Traces(5))
            log.TraceOutside(5, $"strip matching prefix: {input} -> {rest}");
        var output = replacement.Length > 0 && !replacement.EndsWith('/') ? string.Concat(replacement, "/", rest) : replacement + rest;
        if (log.Traces(4))
            log.TraceOutside(4, $"add subst prefix: {rest} -> {output}");
        return output;
    }

    /// <summary>A query that is neither escaped nor free of blanks and control characters would change what the request line means.</summary>
    internal static bool HasUnsafeCharacter(string text)
    {
        foreach (var c in text)
        {
            if (c <= ' ' || c == '\x7f')
                return true;
        }
        return false;
    }

    internal static string WithQuery(string uri, string query) => string.Concat(uri, "?", query);
}
