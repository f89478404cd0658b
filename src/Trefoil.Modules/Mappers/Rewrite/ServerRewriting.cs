using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Rules of a server or virtual host: they see the URL-path and decide what it is mapped to.</summary>
internal static class ServerRewriting
{
    internal static PhaseResult Run(Request request)
    {
        var directory = request.Directory<RewriteDirectorySettings>();
        if (!directory.IsEnabled)
            return PhaseResult.Declined;
        var settings = request.ForServer<RewriteServerSettings>();
        if (settings.RulesFor(request.Server) is not { } rules)
            return PhaseResult.Declined;
        var log = new RewriteLog(request, null);
        if (RewriteEnd.IsMarked(request))
        {
            if (log.Traces(8))
                log.Trace(8, "Declining, no further rewriting due to END flag");
            return PhaseResult.Declined;
        }
        if ((settings.Options & RewriteOptions.AllowAnyUri) == 0 && (request.UnparsedUri == "*" || !request.Uri.StartsWith('/')))
        {
            if (log.Traces(8))
            {
                log.Trace(8, $"Declining, request-URI '{request.Uri}' is not a URL-path. Consult the manual entry for the RewriteOptions directive for options and "
                    + "caveats about matching other strings.");
            }
            return PhaseResult.Declined;
        }
        SetScriptUrls(request);
        if (rules.Length == 0 && !log.Traces(1))
            return PhaseResult.Declined;
        return Apply(request, settings, rules, log);
    }

    private static PhaseResult Apply(Request request, RewriteServerSettings settings, RewriteRule[] rules, in RewriteLog log)
    {
        var nameBefore = request.Filename;
        var queryBefore = request.QueryString;
        if (log.Traces(2))
        {
            log.Trace(2, nameBefore is null ? $"init rewrite engine with requested uri {request.Uri}"
                : $"init rewrite engine with passed filename {nameBefore}. Original uri = {request.Uri}");
        }
        request.Filename ??= request.Uri;
        var pass = new RewritePass(request, null, settings);
        var outcome = pass.Run(rules);
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
        if (ExternalRedirect.CheckQuery(request, log, isAbsolute && !noEscape, 10410) is { } refusal)
            return refusal;
        if (request.Filename!.StartsWith("proxy:", StringComparison.Ordinal))
            return ProxyPass.FromServer(request, log, noEscape);
        if (isAbsolute)
            return ExternalRedirect.Send(request, log, queryBefore, noEscape, pass.Status);
        if (request.Filename.StartsWith("passthrough:", StringComparison.Ordinal))
        {
            request.Uri = request.Filename["passthrough:".Length..];
            request.Filename = nameBefore;
            return PhaseResult.Declined;
        }
        return MapLocal(request, log, pass.LastSubstitution);
    }

    private static PhaseResult MapLocal(Request request, in RewriteLog log, RewriteRule? lastSubstitution)
    {
        var path = request.Filename!;
        if (log.Traces(2))
            log.Trace(2, $"local path result: {path}");
        if (!path.StartsWith('/'))
            return 400;
        var root = request.DocumentRoot;
        var wasReduced = request.NotesOrNull?.Get("mod_rewrite_uri_reduced") is not null;
        if (!PrefixStat.IsFileName(log, path, lastSubstitution, root, request.ContextDocumentRoot ?? root) || wasReduced)
        {
            if (path.Contains('\0') || !UriPath.Normalize(path, mergeSlashes: true, decodeUnreserved: false, out var below))
            {
                if (log.Traces(1))
                    log.Trace(1, $"prefixing with document_root of {path} FAILED");
                return 403;
            }
            request.Filename = root.TrimEnd('/') + below;
            if (log.Traces(2))
                log.Trace(2, $"prefixed with document_root to {request.Filename}");
        }
        request.CanonicalFilename = request.Filename;
        if (log.Traces(1))
            log.Trace(1, $"go-ahead with {request.Filename} [OK]");
        return PhaseResult.Ok;
    }

    private static void SetScriptUrls(Request request)
    {
        var url = request.Main is { } main
            ? main.EnvironmentOrNull?.Get("SCRIPT_URL") ?? request.Uri
            : request.EnvironmentOrNull?.Get("REDIRECT_SCRIPT_URL") ?? request.Uri;
        request.Environment.Set("SCRIPT_URL", url);
        request.Environment.Set("SCRIPT_URI", CanonicalName.ConstructUrl(request, url));
    }
}
