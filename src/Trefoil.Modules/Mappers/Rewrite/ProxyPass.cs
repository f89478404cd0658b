using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Hands what a rule with P made over to the proxy; refuses clearly where none is loaded.</summary>
internal static class ProxyPass
{
    internal static PhaseResult FromServer(Request request, in RewriteLog log, bool noEscape)
    {
        if (!IsAvailable(request, log, 669))
            return 403;
        request.Filename += request.PathInfo;
        if (request.QueryString is { } query && (noEscape || request.ProxyRequest == ProxyRequestKind.Forward))
            request.Filename = RewriteUri.WithQuery(request.Filename!, query);
        return HandOver(request, log, noEscape);
    }

    internal static PhaseResult FromDirectory(Request request, in RewriteLog log, bool noEscape)
    {
        if (!IsAvailable(request, log, 10160))
            return 403;
        if (request.QueryString is { } query && noEscape)
            request.Filename = RewriteUri.WithQuery(request.Filename!, query);
        return HandOver(request, log, noEscape);
    }

    private static bool IsAvailable(Request request, in RewriteLog log, int code)
    {
        if (request.Runtime.Configuration.HasModule("mod_proxy.c"))
            return true;
        log.Error(code, $"attempt to make remote request from mod_rewrite without proxy enabled: {request.Filename}");
        return false;
    }

    private static PhaseResult HandOver(Request request, in RewriteLog log, bool noEscape)
    {
        if (noEscape)
            request.Notes.Set("proxy-nocanon", "1");
        if (request.ProxyRequest == ProxyRequestKind.None)
            request.ProxyRequest = ProxyRequestKind.Reverse;
        request.Handler = "proxy-server";
        if (log.Traces(1))
            log.Trace(1, $"go-ahead with proxy request {request.Filename} [OK]");
        return PhaseResult.Ok;
    }
}
