using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>Finds the route that a client was given: in the path or query of the URL, else in a cookie.</summary>
internal static class StickySession
{
    /// <summary>The route, or null where the request has none.</summary>
    internal static string? RouteOf(Request request, BalancerParameters parameters, out string? sticky)
    {
        sticky = null;
        if (parameters.Sticky is not { Length: > 0 } cookie)
            return null;
        sticky = parameters.StickyPath;
        var found = InUrl(request, parameters.StickyPath);
        if (found is null)
        {
            sticky = cookie;
            found = InCookie(request, cookie);
        }
        if (found is null)
        {
            sticky = null;
            return null;
        }
        if (parameters.StickySeparator == '\0')
            return found;
        var dot = found.IndexOf(parameters.StickySeparator);
        if (dot >= 0 && dot < found.Length - 1)
            return found[(dot + 1)..];
        sticky = null;
        return null;
    }

    private static string? InUrl(Request request, string name)
    {
        var url = request.UnparsedUri;
        for (var at = url.IndexOf(name, StringComparison.Ordinal); at >= 0; at = url.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var before = at == 0 ? '\0' : url[at - 1];
            var behind = at + name.Length;
            if (before is not ('?' or '&' or ';') || behind >= url.Length || url[behind] != '=')
                continue;
            var end = url.AsSpan(behind + 1).IndexOfAny("&?;/");
            var value = end < 0 ? url[(behind + 1)..] : url.Substring(behind + 1, end);
            if (value.Length > 0)
                return value;
        }
        return null;
    }

    private static string? InCookie(Request request, string name)
    {
        if (request.HeadersIn.GetJoined("Cookie") is not { } cookies)
            return null;
        for (var at = cookies.IndexOf(name, StringComparison.Ordinal); at >= 0; at = cookies.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if (at > 0 && cookies[at - 1] is not (';' or ',' or ' ' or '\t'))
                continue;
            var behind = at + name.Length;
            while (behind < cookies.Length && cookies[behind] is ' ' or '\t')
                behind++;
            if (behind >= cookies.Length || cookies[behind] != '=')
                continue;
            var end = cookies.AsSpan(behind + 1).IndexOfAny(';', ',');
            var value = (end < 0 ? cookies[(behind + 1)..] : cookies.Substring(behind + 1, end)).Trim(' ', '"');
            if (value.Length > 0)
                return UriEscaping.Unescape(value, out var plain) == UnescapeOutcome.Ok ? plain : value;
        }
        return null;
    }
}
