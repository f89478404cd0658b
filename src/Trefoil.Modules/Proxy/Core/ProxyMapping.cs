using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Mappers.Alias;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Finds the ProxyPass of a path and makes the backend's URL of it.</summary>
internal static class ProxyMapping
{
    private const string Module = "proxy";

    /// <summary>The mapping of the Location, then those of the server in order.</summary>
    /// <param name="request">The request.</param>
    /// <param name="encoded">True before the path is unescaped: only mappings that say so.</param>
    /// <param name="checks">Modules that may refuse a mapping.</param>
    internal static PhaseResult Map(Request request, bool encoded, IProxyMappingCheck[] checks)
    {
        var settings = request.ForServer<ProxyServerSettings>();
        var directory = request.Directory<ProxyDirectorySettings>();
        if (settings.Mappings.Count == 0 && directory.Mapping is null)
            return PhaseResult.Declined;
        if (request.UnparsedUri == "*" || !request.Uri.StartsWith('/'))
            return PhaseResult.Declined;
        if (request.HasEnvironment && request.Environment.Contains("no-proxy"))
            return PhaseResult.Declined;
        if (directory.Mapping is { } own && IsEncoded(own) == encoded && TryMapping(request, own, directory, checks, out var result))
            return result;
        foreach (var mapping in settings.Mappings)
        {
            if (IsEncoded(mapping) == encoded && TryMapping(request, mapping, directory, checks, out result))
                return result;
        }
        return PhaseResult.Declined;
    }

    private static bool IsEncoded(ProxyPassEntry mapping) => (mapping.Flags & ProxyPassFlags.MapEncoded) != 0;

    private static bool TryMapping(Request request, ProxyPassEntry mapping, ProxyDirectorySettings directory, IProxyMappingCheck[] checks, out PhaseResult result)
    {
        result = PhaseResult.Declined;
        var interpolates = directory.Interpolates == true && (mapping.Flags & ProxyPassFlags.Interpolate) != 0;
        if (interpolates)
            request.IsCacheable = false;
        var fake = interpolates ? Interpolation.Apply(request, mapping.Fake) : mapping.Fake;
        var real = interpolates ? Interpolation.Apply(request, mapping.Real) : mapping.Real;
        var noCanon = (mapping.Flags & ProxyPassFlags.NoCanon) != 0;
        var target = mapping.Pattern is { } pattern
            ? FromPattern(request, pattern, real, ref noCanon)
            : FromPrefix(request, mapping, fake, real, ref noCanon);
        if (target is null)
            return false;
        if (real == "!")
            return true;
        foreach (var check in checks)
        {
            if (!check.Accepts(request, target))
                return false;
        }
        request.Filename = "proxy:" + target;
        request.Handler = ProxyModule.HandlerName;
        request.ProxyRequest = ProxyRequestKind.Reverse;
        if (noCanon)
            request.Notes.Set("proxy-nocanon", "1");
        if ((mapping.Flags & ProxyPassFlags.NoQuery) != 0)
            request.Notes.Set("proxy-noquery", "1");
        if (IsEncoded(mapping))
            request.Notes.Set("proxy-noencode", "1");
        result = IsEncoded(mapping) ? PhaseResult.Done : PhaseResult.Ok;
        return true;
    }

    private static string? FromPattern(Request request, Configuration.Expressions.IPattern pattern, string real, ref bool noCanon)
    {
        Span<int> groups = stackalloc int[PatternSubstitution.GroupSpan];
        groups.Fill(-1);
        if (pattern.Match(request.Uri, groups) <= 0)
            return null;
        var uri = request.Uri;
        if (noCanon)
        {
            Span<int> rawGroups = stackalloc int[PatternSubstitution.GroupSpan];
            rawGroups.Fill(-1);
            if (pattern.Match(request.UnparsedUri, rawGroups) > 0)
            {
                uri = request.UnparsedUri;
                rawGroups.CopyTo(groups);
            }
            else
            {
                WarnUnsafe(request, ref noCanon);
            }
        }
        var found = PatternSubstitution.Apply(real, uri, groups);
        // Without references the whole path goes behind the URL.
        return found == real ? found + uri : found;
    }

    private static string? FromPrefix(Request request, ProxyPassEntry mapping, string fake, string real, ref bool noCanon)
    {
        var length = (mapping.Flags & ProxyPassFlags.MapServlet) == ProxyPassFlags.MapServlet
            ? ServletPath.Match(request, fake)
            : AliasPath.Match(request.Uri, fake);
        if (length <= 0)
            return null;
        if (noCanon && AliasPath.Match(request.UnparsedUri, fake) != length)
            WarnUnsafe(request, ref noCanon);
        return real + (noCanon ? request.UnparsedUri : request.Uri)[length..];
    }

    private static void WarnUnsafe(Request request, ref bool noCanon)
    {
        // The path as written does not match: it must not pass by what the mapping has checked.
        Log.Write(request, LogLevel.Warn, Module, 1136, "Unescaped URL path matched ProxyPass; ignoring unsafe nocanon");
        noCanon = false;
    }
}
