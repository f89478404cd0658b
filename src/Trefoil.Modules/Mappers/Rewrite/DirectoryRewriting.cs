using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Rules of a directory or other section: they see the file name and start the request again with another URL.</summary>
internal static class DirectoryRewriting
{
    internal static PhaseResult Run(Request request)
    {
        var settings = request.Directory<RewriteDirectorySettings>();
        if (!settings.IsEnabled || settings.Directory is not { } directory)
            return PhaseResult.Declined;
        var isProxied = request.ProxyRequest != ProxyRequestKind.None && request.Filename is { } proxied && proxied.StartsWith("proxy:", StringComparison.Ordinal);
        // A directory asked for without its slash is redirected by mod_dir; its rules would see an empty path.
        if (!isProxied && (settings.Options & RewriteOptions.AllowNoSlash) == 0 && request.Filename is { } name
            && name.Length == directory.Length - 1 && directory.StartsWith(name, StringComparison.Ordinal))
            return PhaseResult.Declined;
        var log = new RewriteLog(request, directory);
        if (RewriteEnd.IsMarked(request))
        {
            if (log.Traces(8))
                log.Trace(8, "Declining, no further rewriting due to END flag");
            return PhaseResult.Declined;
        }
        if ((request.Directory<CoreDirectorySettings>().Options & (DirectoryOptions.FollowSymLinks | DirectoryOptions.SymLinksIfOwnerMatch)) == 0)
        {
            log.Error(670, "Options FollowSymLinks and SymLinksIfOwnerMatch are both off, so the RewriteRule directive is also forbidden due to its similar ability to "
                + $"circumvent directory restrictions : {request.Filename}");
            return 403;
        }
        return Apply(request, settings, directory, log);
    }

    private static PhaseResult Apply(Request request, RewriteDirectorySettings settings, string directory, in RewriteLog log)
    {
        var nameBefore = request.Filename;
        var queryBefore = request.QueryString;
        if (nameBefore is null && log.Traces(2))
            log.Trace(2, $"init rewrite engine with requested uri {request.Uri}");
        request.Filename ??= request.Uri;
        var pass = new RewritePass(request, directory, request.ForServer<RewriteServerSettings>());
        var outcome = pass.Run(settings.Rules);
        if (pass.Ended)
            RewriteEnd.Mark(request);
        if (outcome == RewriteOutcome.Status)
            return pass.Status;
        if (outcome == RewriteOutcome.Unchanged)
        {
            if (log.Traces(1))
                log.Trace(1, $"pass through {request.Filename}");
            request.Filename = nameBefore;
            return PhaseResult.Declined;
        }
        var noEscape = outcome == RewriteOutcome.ChangedNoEscape;
        var isAbsolute = RewriteUri.IsAbsolute(request.Filename!);
        if (ExternalRedirect.CheckQuery(request, log, isAbsolute && !noEscape, 10411) is { } refusal)
            return refusal;
        if (request.Filename!.StartsWith("proxy:", StringComparison.Ordinal))
            return ProxyPass.FromDirectory(request, log, noEscape);
        if (isAbsolute)
        {
            PutBaseUrlInPlace(request, settings, directory, log);
            return ExternalRedirect.Send(request, log, queryBefore, noEscape, pass.Status);
        }
        if (request.Filename.StartsWith("passthrough:", StringComparison.Ordinal))
            request.Filename = request.Filename["passthrough:".Length..];
        if (!request.Filename.StartsWith('/'))
            return 400;
        // The same name again would only loop.
        if (request.Filename == nameBefore)
        {
            if (log.Traces(1))
                log.Trace(1, $"initial URL equal rewritten URL: {request.Filename} [IGNORING REWRITE]");
            return PhaseResult.Ok;
        }
        var uri = UrlOf(request, settings, directory, log);
        request.Notes.Set("redirect-keeps-vary", "");
        if (log.Traces(1))
            log.Trace(1, $"internal redirect with {uri} [INTERNAL REDIRECT]");
        RewriteModule.RedirectInternally(request, uri, pass.LastSubstitution);
        return PhaseResult.Ok;
    }

    // A relative substitution with R has become "http://host/path/of/directory/x": the directory is exchanged for its URL.
    private static void PutBaseUrlInPlace(Request request, RewriteDirectorySettings settings, string directory, in RewriteLog log)
    {
        var uri = request.Filename!;
        var slash = uri.IndexOf('/', RewriteUri.SchemeLength(uri, out _));
        if (settings.BaseUrl is not { } baseUrl || slash < 0 || slash + 1 == uri.Length)
            return;
        if (log.Traces(2))
            log.Trace(2, $"trying to replace prefix {directory} with {baseUrl}");
        request.Filename = uri[..(slash + 1)] + RewriteUri.ReplacePrefix(log, uri[(slash + 1)..], directory.StartsWith('/') ? directory[1..] : directory, baseUrl[1..]);
    }

    private static string UrlOf(Request request, RewriteDirectorySettings settings, string directory, in RewriteLog log)
    {
        var name = request.Filename!;
        var uri = name;
        if (settings.BaseUrl is { } baseUrl)
        {
            if (log.Traces(2))
                log.Trace(2, $"trying to replace prefix {directory} with {baseUrl}");
            uri = RewriteUri.ReplacePrefix(log, name, directory, baseUrl);
        }
        else
        {
            var root = request.DocumentRoot.TrimEnd('/');
            if (name.Length > root.Length && name[root.Length] == '/' && name.StartsWith(root, StringComparison.Ordinal))
            {
                uri = name[root.Length..];
                if (log.Traces(2))
                    log.Trace(2, $"strip document_root prefix: {name} -> {uri}");
            }
        }
        // Files found by an alias or a user's directory go back to the URL that led there.
        if (ReferenceEquals(uri, name) && (settings.Options & RewriteOptions.IgnoreContextInfo) == 0)
        {
            var contextRoot = request.ContextDocumentRoot ?? request.DocumentRoot;
            if (log.Traces(2))
                log.Trace(2, $"trying to replace context docroot {contextRoot} with context prefix {request.ContextPrefix}");
            uri = RewriteUri.ReplacePrefix(log, name, contextRoot, request.ContextPrefix);
        }
        return uri;
    }
}
