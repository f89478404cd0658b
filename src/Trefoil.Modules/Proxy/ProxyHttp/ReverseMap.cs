using Trefoil.Http.Messages;
using Trefoil.Http.Uris;
using Trefoil.Modules.Proxy.Balancer;
using Trefoil.Modules.Proxy.Core;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>ProxyPassReverse and its kin: URLs, cookie paths and domains of the backend become ours.</summary>
internal static class ReverseMap
{
    /// <summary>Changes one field of a response where it is one that names places.</summary>
    internal static string Apply(Request request, ProxyDirectorySettings settings, string name, string value)
    {
        switch (name.Length)
        {
            case 4 when Is(name, "Date"):
            case 7 when Is(name, "Expires"):
            case 13 when Is(name, "Last-Modified"):
                return HttpDate.Parse(value) is { } time ? HttpDate.Format(time) : value;
            case 3 when Is(name, "URI"):
            case 8 when Is(name, "Location"):
            case 11 when Is(name, "Destination"):
            case 16 when Is(name, "Content-Location"):
                return Location(request, settings, value);
            case 10 when Is(name, "Set-Cookie"):
                return Cookie(request, settings, value);
            default:
                return value;
        }
    }

    internal static string Location(Request request, ProxyDirectorySettings settings, string url)
    {
        if (request.ProxyRequest != ProxyRequestKind.Reverse)
            return url;
        foreach (var mapping in settings.Reverse)
        {
            var (fake, real) = Texts(request, settings, mapping);
            var mapped = request.ForServer<ProxyServerSettings>().FindBalancer(real) is { } balancer
                ? FromMember(balancer, real, fake, url)
                : FromUrl(real, fake, url);
            if (mapped is not null)
                return Urls.IsAbsolute(mapped) ? mapped : CanonicalName.ConstructUrl(request, mapped);
        }
        return url;
    }

    internal static string Cookie(Request request, ProxyDirectorySettings settings, string cookie)
    {
        if (request.ProxyRequest != ProxyRequestKind.Reverse)
            return cookie;
        cookie = Attribute(request, settings, settings.CookiePaths, cookie, "path=", StringComparison.Ordinal);
        return Attribute(request, settings, settings.CookieDomains, cookie, "domain=", StringComparison.OrdinalIgnoreCase);
    }

    private static string? FromUrl(string real, string fake, string url)
    {
        var part = url;
        if (real.StartsWith('/') && url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && url.IndexOf('/', scheme + 3) is >= 0 and var slash)
            part = url[slash..];
        return part.StartsWith(real, StringComparison.OrdinalIgnoreCase) ? fake + part[real.Length..] : null;
    }

    /// <summary>Which member has answered does not show in the mapping: each may have.</summary>
    private static string? FromMember(ProxyBalancer balancer, string real, string fake, string url)
    {
        var slash = real.IndexOf('/', "balancer://".Length);
        var part = slash < 0 || slash == real.Length - 1 ? null : real[slash..];
        foreach (var member in balancer.Members)
        {
            var name = member.Name;
            if (part is not null)
            {
                name = name.TrimEnd('/');
                if (url.StartsWith(name, StringComparison.OrdinalIgnoreCase) && url.AsSpan(name.Length).StartsWith(part, StringComparison.Ordinal))
                    return fake + url[(name.Length + part.Length)..];
            }
            else if (url.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var rest = url[name.Length..];
                return fake == "/" && rest.StartsWith('/') ? rest : fake + rest;
            }
        }
        return null;
    }

    private static string Attribute(
        Request request, ProxyDirectorySettings settings, List<ReverseMapping> mappings, string cookie, string attribute, StringComparison comparison)
    {
        if (mappings.Count == 0 || cookie.IndexOf(attribute, StringComparison.OrdinalIgnoreCase) is not (>= 0 and var at))
            return cookie;
        var start = at + attribute.Length;
        var end = cookie.IndexOf(';', start);
        if (end < 0)
            end = cookie.Length;
        var value = cookie[start..end];
        foreach (var mapping in mappings)
        {
            var (fake, real) = Texts(request, settings, mapping);
            if (value.StartsWith(real, comparison))
                return string.Concat(cookie.AsSpan(0, start), fake, cookie.AsSpan(end));
        }
        return cookie;
    }

    private static (string Fake, string Real) Texts(Request request, ProxyDirectorySettings settings, ReverseMapping mapping) =>
        mapping.Interpolates && settings.Interpolates == true
            ? (Interpolation.Apply(request, mapping.Fake), Interpolation.Apply(request, mapping.Real))
            : (mapping.Fake, mapping.Real);

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
