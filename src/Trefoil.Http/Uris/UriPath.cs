using System.Text;

namespace Trefoil.Http.Uris;

/// <summary>Dot segments and slashes of URI paths (RFC 3986 5.2.4).</summary>
public static class UriPath
{
    /// <summary>
    /// Removes "." and ".." segments, optionally merges slashes and decodes escapes of unreserved characters. Gives false for a path that is not absolute
    /// ("*" is let through) or that climbs above the root; the result is then as far as it came.
    /// </summary>
    public static bool Normalize(string path, bool mergeSlashes, bool decodeUnreserved, out string result)
    {
        result = path;
        if (path.Length == 0 || path[0] != '/')
            return path is "*" or "";
        if (!NeedsWork(path, mergeSlashes, decodeUnreserved))
            return true;
        var source = decodeUnreserved ? DecodeUnreserved(path) : path;
        var builder = new StringBuilder(source.Length).Append('/');
        var ok = true;
        for (var at = 1; at < source.Length;)
        {
            if (mergeSlashes && source[at] == '/' && builder[^1] == '/')
            {
                at++;
                continue;
            }
            if (builder[^1] == '/' && source[at] == '.')
            {
                if (EndsSegment(source, at + 1))
                {
                    at += 2;
                    continue;
                }
                if (source[at + 1] == '.' && EndsSegment(source, at + 2))
                {
                    ok &= DropLastSegment(builder);
                    at += 3;
                    continue;
                }
            }
            builder.Append(source[at++]);
        }
        result = builder.ToString();
        return ok;
    }

    /// <summary>Merges slashes that follow each other (ap_no2slash).</summary>
    public static string MergeSlashes(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal))
            return path;
        var builder = new StringBuilder(path.Length);
        foreach (var c in path)
        {
            if (c != '/' || builder.Length == 0 || builder[^1] != '/')
                builder.Append(c);
        }
        return builder.ToString();
    }

    private static bool EndsSegment(string text, int at) => at >= text.Length || text[at] == '/';

    private static bool DropLastSegment(StringBuilder builder)
    {
        if (builder.Length == 1)
            return false;
        builder.Length--;
        while (builder[^1] != '/')
            builder.Length--;
        return true;
    }

    private static bool NeedsWork(string path, bool mergeSlashes, bool decodeUnreserved) =>
        path.Contains("/.", StringComparison.Ordinal)
        || (mergeSlashes && path.Contains("//", StringComparison.Ordinal))
        || (decodeUnreserved && path.Contains('%'));

    private static string DecodeUnreserved(string path)
    {
        var at = path.IndexOf('%');
        if (at < 0)
            return path;
        var builder = new StringBuilder(path.Length).Append(path, 0, at);
        for (; at < path.Length; at++)
        {
            if (path[at] == '%' && at + 2 < path.Length && char.IsAsciiHexDigit(path[at + 1]) && char.IsAsciiHexDigit(path[at + 2]))
            {
                var decoded = (char)(UriEscaping.HexNibble(path[at + 1]) << 4 | UriEscaping.HexNibble(path[at + 2]));
                if (char.IsAsciiLetterOrDigit(decoded) || decoded is '-' or '.' or '_' or '~')
                {
                    builder.Append(decoded);
                    at += 2;
                    continue;
                }
            }
            builder.Append(path[at]);
        }
        return builder.ToString();
    }
}
