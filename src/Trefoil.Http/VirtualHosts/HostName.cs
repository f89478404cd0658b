using System.Net;
using System.Net.Sockets;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.VirtualHosts;

/// <summary>Takes the host that a request names apart and checks it.</summary>
internal static class HostName
{
    /// <summary>
    /// Sets the request's host name (lower case) and port from a Host header, or checks the one that the target gave where <paramref name="header"/> is null.
    /// False, with a line in the log, for a malformed one.
    /// </summary>
    internal static bool TryTake(Request request, string? header, bool strict)
    {
        var source = header ?? request.Hostname!;
        if (source.Length == 0)
            return true;
        if (!source.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            if (strict)
            {
                Log.Write(request, LogLevel.Error, "core", 2416, $"[strict] purely numeric host names not allowed: {source}");
                return false;
            }
            request.Hostname = source;
            return true;
        }
        var host = source;
        var isAddress6 = header is null ? source.Contains(':') : source[0] == '[';
        if (header is not null && !SplitPort(request, source, isAddress6, out host))
            return Malformed(request, source);
        if (isAddress6)
        {
            if (!IPAddress.TryParse(host, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6 || host.Contains('%'))
                return Malformed(request, source);
            request.Hostname = host.ToLowerInvariant();
            return true;
        }
        if (Normalize(host) is not { } normal)
            return Malformed(request, source);
        if (strict && FindStrictProblem(host) is var problem && problem >= 0)
        {
            var near = problem < host.Length ? $", problem near: {host.AsSpan(problem, Math.Min(6, host.Length - problem))}" : "";
            Log.Write(request, LogLevel.Error, "core", 2415, $"[strict] Invalid host name '{host}'{near}");
            return Malformed(request, source);
        }
        request.Hostname = normal;
        return true;
    }

    private static bool Malformed(Request request, string source)
    {
        Log.Write(request, LogLevel.Error, "core", 550, $"Client sent malformed Host header: {source}");
        return false;
    }

    private static bool SplitPort(Request request, string source, bool isAddress6, out string host)
    {
        host = source;
        var rest = "";
        if (isAddress6)
        {
            var end = source.IndexOf(']');
            if (end < 0)
                return false;
            host = source[1..end];
            rest = source[(end + 1)..];
        }
        else if (source.LastIndexOf(':') is var colon && colon >= 0)
        {
            host = source[..colon];
            rest = source[colon..];
        }
        if (rest.Length == 0)
            return host.Length > 0;
        if (rest[0] != ':' || host.Length == 0 || !int.TryParse(rest.AsSpan(1), System.Globalization.NumberStyles.None, null, out var port) || port is < 1 or > 65535)
            return false;
        request.HostPort = port;
        return true;
    }

    /// <summary>Lower case, one dot at the end taken away; null for a name that holds two dots in a row, a slash, a backslash or a control character.</summary>
    private static string? Normalize(string host)
    {
        for (var i = 0; i < host.Length; i++)
        {
            var c = host[i];
            if (c == '.' && i + 1 < host.Length && host[i + 1] == '.')
                return null;
            if (c is '/' or '\\' or '%' or ':' || c <= ' ' || c == 127)
                return null;
        }
        var lower = host.ToLowerInvariant();
        return lower.Length > 1 && lower[^1] == '.' ? lower[..^1] : lower;
    }

    /// <summary>Position of what makes the name no host name in the strict sense, or -1.</summary>
    private static int FindStrictProblem(string host)
    {
        var isDottedDecimal = true;
        var dots = 0;
        var leadingZeroes = false;
        for (var i = 0; i < host.Length; i++)
        {
            var c = host[i];
            if (char.IsAsciiLetter(c) || c is '-' or '_')
            {
                isDottedDecimal = false;
            }
            else if (c == '.')
            {
                dots++;
                if (i + 1 < host.Length && host[i + 1] == '.')
                    return i;
            }
            else if (char.IsAsciiDigit(c))
            {
                if (c == '0' && (i == 0 || host[i - 1] == '.') && i + 1 < host.Length && char.IsAsciiDigit(host[i + 1]))
                    leadingZeroes = true;
            }
            else
            {
                return i;
            }
        }
        if (isDottedDecimal)
        {
            if (host[0] == '.')
                return 0;
            return leadingZeroes || dots != 3 || !IPAddress.TryParse(host, out _) ? host.Length : -1;
        }
        return -1;
    }
}
