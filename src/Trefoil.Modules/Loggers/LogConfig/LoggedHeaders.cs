using Trefoil.Http.Messages;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>Header values as %o and %C show them.</summary>
internal static class LoggedHeaders
{
    internal static string? Response(Request request, string name)
    {
        if (request.ContentType is { } type && string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase))
        {
            var end = type.IndexOf(';');
            return end < 0 ? type : type[..end].TrimEnd(' ', '\t');
        }
        if (string.Equals(name, "Set-Cookie", StringComparison.OrdinalIgnoreCase))
            return Joined(request.ErrorHeadersOut.GetJoined(name), request.HeadersOut.GetJoined(name));
        return request.HeadersOut.Get(name) ?? request.ErrorHeadersOut.Get(name);
    }

    /// <summary>The value of one cookie of the Cookie header; names know no case here, as in Apache.</summary>
    internal static string? Cookie(Request request, string name)
    {
        if (request.HeadersInUntracked.Get("Cookie") is not { } cookies)
            return null;
        foreach (var range in cookies.AsSpan().Split(';'))
        {
            var cookie = cookies.AsSpan()[range];
            var equals = cookie.IndexOf('=');
            if (equals <= 0 || equals == cookie.Length - 1)
                continue;
            if (cookie[..equals].Trim(" \t").Equals(name, StringComparison.OrdinalIgnoreCase))
                return cookie[(equals + 1)..].Trim(" \t\r\n\v\f").ToString();
        }
        return null;
    }

    private static string? Joined(string? first, string? second) =>
        first is null ? second : second is null ? first : first + ", " + second;
}
