using Trefoil.Http.Messages;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Takes the query string off a substitution.</summary>
internal static class QuerySplit
{
    internal static void Apply(Request request, RuleFlags flags, in RewriteLog log)
    {
        if ((flags & RuleFlags.NoQuery) != 0)
        {
            if (log.Traces(2))
                log.TraceOutside(2, "discarding query string, no parse from substitution");
            request.QueryString = null;
            return;
        }
        var uri = request.Filename!;
        var scheme = RewriteUri.SchemeLength(uri, out var hasQuery);
        if (scheme > 0 && !hasQuery)
        {
            // The question mark is part of such a URL, and the client's query has no place in it.
            request.QueryString = null;
            return;
        }
        if ((flags & RuleFlags.DiscardQuery) != 0)
        {
            if (log.Traces(2))
                log.TraceOutside(2, "discarding query string");
            request.QueryString = null;
        }
        var mark = (flags & RuleFlags.LastQuestionMark) != 0 ? uri.LastIndexOf('?') : uri.IndexOf('?', scheme);
        if (mark < scheme)
            return;
        var query = uri[(mark + 1)..];
        if ((flags & RuleFlags.AppendQuery) != 0)
            query = query.Length == 0 ? request.QueryString ?? "" : string.Concat(query, "&", request.QueryString);
        if (query.EndsWith('&'))
            query = query[..^1];
        request.Filename = uri[..mark];
        request.QueryString = query.Length == 0 ? null : query;
        if (log.Traces(3))
            log.TraceOutside(3, $"split uri={uri} -> uri={request.Filename}, args={request.QueryString ?? "<none>"}");
    }
}
