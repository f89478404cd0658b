using System.Globalization;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Http.Http1;

/// <summary>The four forms of a request target (RFC 9112, 3.2).</summary>
internal static class RequestTargets
{
    /// <summary>Sets path, query and host of the request; false for a target of no form.</summary>
    internal static bool TryApply(Request request, string target)
    {
        request.UnparsedUri = target;
        if (request.Method == "CONNECT")
            return TryAuthority(request, target);
        if (target.StartsWith('/'))
        {
            RequestTarget.Set(request, target);
            return true;
        }
        if (target == "*")
        {
            request.Uri = "*";
            return request.Method == "OPTIONS";
        }
        if (target.StartsWith('?'))
        {
            RequestTarget.Set(request, target);
            return true;
        }
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0 && IsScheme(target.AsSpan(0, scheme)) && TryAbsolute(request, target, scheme + 3);
    }

    /// <summary>The path of a target that is refused, for logs.</summary>
    internal static void Describe(Request request, string target)
    {
        request.UnparsedUri = target;
        if (target.Contains("://", StringComparison.Ordinal))
            return;
        var end = target.AsSpan().IndexOfAny('?', '#');
        request.Uri = end < 0 ? target : target[..end];
    }

    private static bool TryAbsolute(Request request, string target, int start)
    {
        var end = target.AsSpan(start).IndexOfAny('/', '?');
        var authority = end < 0 ? target[start..] : target.Substring(start, end);
        RequestTarget.Set(request, end < 0 ? "/" : target[(start + end)..]);
        request.UnparsedUri = target;
        if (request.Uri.StartsWith('?') || !request.Uri.StartsWith('/'))
            request.Uri = "/";
        // User information has no place in a request (RFC 9110, 4.2.4).
        if (authority.Contains('@'))
            return false;
        return authority.Length == 0 || TryHost(request, authority);
    }

    private static bool TryAuthority(Request request, string target)
    {
        request.Uri = "/";
        return TryHost(request, target) && request.HostPort != 0;
    }

    /// <summary>The host of the target stands above the Host field (RFC 9112, 3.2.2); the choice of the virtual host replaces the field.</summary>
    private static bool TryHost(Request request, string authority)
    {
        var host = authority;
        var colon = authority.LastIndexOf(':');
        if (colon >= 0 && authority.IndexOf(']') < colon)
        {
            host = authority[..colon];
            if (authority.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9'))
                return false;
            // A number that is no port is passed over, as Apache does.
            if (int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535)
                request.HostPort = port;
        }
        request.Hostname = host.ToLowerInvariant();
        return true;
    }

    private static bool IsScheme(ReadOnlySpan<char> text) =>
        text.Equals("http", StringComparison.OrdinalIgnoreCase) || text.Equals("https", StringComparison.OrdinalIgnoreCase);
}
