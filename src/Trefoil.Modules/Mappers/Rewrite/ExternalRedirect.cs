using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>What both kinds of rules do with a URL that leads out of this server's paths.</summary>
internal static class ExternalRedirect
{
    internal static PhaseResult Send(Request request, in RewriteLog log, string? queryBefore, bool noEscape, int ruleStatus)
    {
        if (!noEscape)
        {
            if (log.Traces(1))
                log.Trace(1, $"escaping {request.Filename} for redirect");
            request.Filename = RewriteUri.EscapeAbsolute(request.Filename!, RewriteUri.SchemeLength(request.Filename!, out _));
        }
        if (request.QueryString is { } query)
        {
            // What came from the client is escaped already.
            var isOriginal = noEscape || query == queryBefore;
            var escaped = isOriginal ? query : UriEscaping.EscapeUri(query);
            if (log.Traces(1))
                log.Trace(1, $"{(isOriginal ? "copying" : "escaping")} {query} to query string for redirect {(isOriginal ? "" : escaped)}");
            request.Filename = RewriteUri.WithQuery(request.Filename!, escaped);
        }
        var status = ruleStatus is >= 300 and < 400 ? ruleStatus : 302;
        request.HeadersOut.Set("Location", request.Filename!);
        if (log.Traces(1))
            log.Trace(1, $"redirect to {request.Filename} [REDIRECT/{status}]");
        return status;
    }

    /// <summary>Refuses a query that a rule took from the client without escaping it; null lets it pass.</summary>
    internal static PhaseResult? CheckQuery(Request request, in RewriteLog log, bool willBeEscaped, int code)
    {
        if (request.QueryString is not { } query || willBeEscaped || !RewriteUri.HasUnsafeCharacter(query))
            return null;
        log.Error(code, "Rewritten query string contains control characters or spaces");
        return 403;
    }
}
