using Trefoil.Http.Messages;
using Trefoil.Http.Uris;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.ImageMap;

/// <summary>From a target as it stands in a map to a URL.</summary>
internal static class MapTarget
{
    /// <summary>The URL, "error" or "nocontent"; null (and a line in the log) for one that leads above the root.</summary>
    internal static string? Resolve(Request request, string? baseUrl, string? value)
    {
        if (value is null || value.Equals("map", StringComparison.OrdinalIgnoreCase) || value.Equals("menu", StringComparison.OrdinalIgnoreCase))
            return CanonicalName.ConstructUrl(request, request.Uri);
        if (value.Equals("nocontent", StringComparison.OrdinalIgnoreCase) || value.Equals("error", StringComparison.OrdinalIgnoreCase))
            return value.ToLowerInvariant();
        if (value.Equals("referer", StringComparison.OrdinalIgnoreCase))
        {
            if (request.HeadersIn.Get("Referer") is { Length: > 0 } referer)
                return referer;
            value = "";
        }
        if (HasScheme(value))
            return value;
        if (string.IsNullOrEmpty(baseUrl))
            return value.Length > 0 ? value : CanonicalName.ConstructUrl(request, "/");
        return Join(request, baseUrl, value);
    }

    private static bool HasScheme(string value)
    {
        var at = 0;
        while (at < value.Length && char.IsAsciiLetter(value[at]))
            at++;
        return at < value.Length && value[at] == ':';
    }

    private static string? Join(Request request, string baseUrl, string value)
    {
        var host = HostLength(baseUrl);
        var folder = "";
        if (!value.StartsWith('/'))
        {
            folder = baseUrl[host..];
            folder = folder[..(folder.LastIndexOf('/') + 1)];
        }
        while (value.StartsWith("../", StringComparison.Ordinal) || value == "..")
        {
            if (folder.Length == 0)
            {
                Log.Write(request, LogLevel.Error, ImageMapModule.Name, 678, $"invalid directory name in map file: {request.Uri}");
                return null;
            }
            folder = folder.TrimEnd('/');
            folder = folder[..(folder.LastIndexOf('/') + 1)];
            value = value[Math.Min(3, value.Length)..];
        }
        return baseUrl[..host] + (folder.Length == 0 && !value.StartsWith('/') ? "/" : folder) + value;
    }

    /// <summary>How much of a URL is scheme and host.</summary>
    private static int HostLength(string url)
    {
        for (var at = 0; at < url.Length; at++)
        {
            if (url[at] != '/')
                continue;
            if (at + 1 < url.Length && url[at + 1] == '/')
                at++;
            else
                return at;
        }
        return url.Length;
    }
}
