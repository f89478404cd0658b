using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Asks by subrequest what a URL or file would become: LA-U, LA-F, -U and -F.</summary>
internal static class LookAhead
{
    internal static string? VariableByUrl(RuleRunner runner, string name)
    {
        if (!MayLookUp(runner.Request))
            return null;
        var path = runner.Directory is null ? runner.Subject : UrlInDirectory(runner);
        return Variable(runner, path, name, Await(runner.Request, Subrequests.LookupUriAsync(runner.Request, path)));
    }

    internal static string? VariableByFile(RuleRunner runner, string name)
    {
        if (!MayLookUp(runner.Request))
            return null;
        var path = runner.Subject;
        // In a directory an absolute path is no file name any more, so that only a URL can be meant.
        var lookup = runner.Directory is not null && path.StartsWith('/')
            ? Subrequests.LookupUriAsync(runner.Request, path)
            : Subrequests.LookupFileAsync(runner.Request, path);
        return Variable(runner, path, name, Await(runner.Request, lookup));
    }

    internal static bool IsUrlReachable(RuleRunner runner, string url)
    {
        if (url.Length == 0 || !MayLookUp(runner.Request))
            return false;
        var found = Await(runner.Request, Subrequests.LookupUriAsync(runner.Request, url));
        if (runner.Log.Traces(5))
            runner.Log.Trace(5, $"RewriteCond URI (-U check: path={url} -> status={found.Status}");
        return found.Status < 400;
    }

    internal static bool IsFileReachable(RuleRunner runner, string file)
    {
        if (file.Length == 0 || !MayLookUp(runner.Request))
            return false;
        var found = Await(runner.Request, Subrequests.LookupFileAsync(runner.Request, file));
        if (runner.Log.Traces(5))
            runner.Log.Trace(5, $"RewriteCond file (-F check: path={file} -> file={found.Filename} status={found.Status}");
        return found.Status < 300 && found.Filename is { } name && FileSystem.Stat(name, out _) == 0;
    }

    /// <summary>A lookup that meets the same rule again would look up itself for ever.</summary>
    private static bool MayLookUp(Request request)
    {
        for (var outer = request.Main; outer is not null; outer = outer.Main)
        {
            if (outer.Uri == request.Uri)
                return false;
        }
        return true;
    }

    private static string UrlInDirectory(RuleRunner runner)
    {
        var subject = runner.Subject;
        if (subject.StartsWith('/'))
            return subject;
        var settings = runner.Request.Directory<RewriteDirectorySettings>();
        var start = settings.BaseUrl;
        if (start is null)
        {
            // The URL-path of the directory is the request's, less what stands behind the directory.
            var uri = runner.Request.Uri;
            start = uri.EndsWith(subject, StringComparison.Ordinal) ? uri[..^subject.Length] : uri[..(uri.LastIndexOf('/') + 1)];
        }
        return start.EndsWith('/') ? start + subject : string.Concat(start, "/", subject);
    }

    private static string? Variable(RuleRunner runner, string path, string name, Request found)
    {
        var ahead = new RuleRunner(found, runner.Directory, runner.Server, runner.Log);
        var value = RewriteVariables.Find(ahead, VariableNames.Find(name, out var argument), argument);
        if (runner.Log.Traces(5))
            runner.Log.Trace(5, $"lookahead: path={path} var={name} -> val={value}");
        return value;
    }

    private static Request Await(Request request, ValueTask<Request> lookup)
    {
        request.IsCacheable = false;
        if (lookup.IsCompleted)
            return lookup.Result;
        using (Blocking.Enter())
            return lookup.AsTask().GetAwaiter().GetResult();
    }
}
