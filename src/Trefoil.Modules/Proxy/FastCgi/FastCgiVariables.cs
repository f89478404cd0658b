using Trefoil.Configuration.Expressions;
using Trefoil.Http.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Modules.Generators.Cgi;

namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>Puts the variables that a FastCGI program is sent into request.Environment.</summary>
internal static class FastCgiVariables
{
    private const string UrlStart = "proxy:fcgi://";
    private const string BalancerStart = "proxy:balancer://";

    internal static async ValueTask FillAsync(Request request)
    {
        var settings = request.Directory<FastCgiSettings>();
        SetFilename(request, settings.Type ?? BackendType.Fpm);
        await CgiEnvironment.AddAsync(request);
        if (settings.Changes.Count > 0)
            Change(request, settings.Changes);
    }

    /// <summary>PATH_INFO by guess, for URLs of which nobody knows where the script ends (proxy-fcgi-pathinfo), once the path of the URL is known.</summary>
    internal static void GuessPathInfo(Request request, string path, string rule)
    {
        switch (rule.ToLowerInvariant())
        {
            case "full":
                UriEscaping.UnescapeWithSlashes(request.Filename!, decodeSlashes: false, out var filename);
                request.Filename = filename;
                request.State.Set(new PathInfoFromDisk());
                break;
            case "first-dot":
                SplitBehind(request, path, path.IndexOf('.'));
                break;
            case "last-dot":
                SplitBehind(request, path, path.LastIndexOf('.'));
                break;
            case "unescape":
                UriEscaping.UnescapeWithSlashes(path, decodeSlashes: false, out var plain);
                request.PathInfo = "/" + plain;
                break;
            default:
                request.PathInfo = "/" + path;
                break;
        }
    }

    private static void SplitBehind(Request request, string path, int dot)
    {
        var slash = dot < 0 ? -1 : path.IndexOf('/', dot);
        if (slash < 0)
            return;
        UriEscaping.UnescapeWithSlashes(path[slash..], decodeSlashes: false, out var pathInfo);
        request.PathInfo = pathInfo;
    }

    private static void SetFilename(Request request, BackendType type)
    {
        if (request.Filename is not { } filename)
            return;
        var isPlainName = false;
        if (filename.StartsWith(BalancerStart, StringComparison.OrdinalIgnoreCase))
        {
            filename = FromSlash(filename[BalancerStart.Length..]);
            isPlainName = true;
        }
        // PHP-FPM takes the URL apart by itself, and by it knows who is asking.
        if (type == BackendType.Generic && filename.StartsWith(UrlStart, StringComparison.OrdinalIgnoreCase))
        {
            filename = FromSlash(filename[UrlStart.Length..]);
            isPlainName = true;
        }
        if (isPlainName && request.QueryString is { Length: > 0 } query && filename.EndsWith("?" + query, StringComparison.Ordinal))
            filename = filename[..^(query.Length + 1)];
        request.Filename = filename;
        if (request.State.Find<PathInfoFromDisk>() is not null)
            SplitByFiles(request, isPlainName ? "" : UrlStart);
    }

    private static string FromSlash(string url) => url.IndexOf('/') is >= 0 and var slash ? url[slash..] : "";

    /// <summary>The longest beginning of the path that is a file is the script; what follows is PATH_INFO.</summary>
    private static void SplitByFiles(Request request, string prefix)
    {
        var path = request.Filename!;
        var start = prefix.Length == 0 ? 0 : path.IndexOf('/', prefix.Length);
        if (start < 0)
            return;
        for (var end = path.Length; end > start; end = path.LastIndexOf('/', end - 1))
        {
            if (FileSystem.Stat(path[start..end], out var status) != 0)
                continue;
            if (status.Kind != FileKind.Regular || end == path.Length)
                return;
            request.PathInfo = path[end..];
            request.Filename = path[..end];
            return;
        }
    }

    private static void Change(Request request, List<VariableChange> changes)
    {
        foreach (var change in changes)
        {
            var context = new RequestExpressionContext(request);
            if (change.Condition.EvaluateCondition(context, out _) != true)
                continue;
            if (change.Removes)
            {
                request.Environment.Unset(change.Name);
                continue;
            }
            string? error = null;
            var value = change.Value is null ? "" : change.Value.EvaluateString(context, out error);
            if (value is null)
                Log.Write(request, LogLevel.Error, ProxyFcgiModule.Name, 3514, $"Error evaluating value expression for {change.Name}: {error}");
            else
                request.Environment.Set(change.Name, value);
        }
    }

    /// <summary>Says that PATH_INFO is to be found by looking for the file.</summary>
    private sealed class PathInfoFromDisk;
}
