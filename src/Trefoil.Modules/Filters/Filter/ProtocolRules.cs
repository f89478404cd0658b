using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Filters.Filter;

/// <summary>What FilterProtocol means for the header fields of the response.</summary>
internal static class ProtocolRules
{
    internal static bool Allow(Request request, FilterProtocols protocols)
    {
        if (request.ProxyRequest == ProxyRequestKind.None)
            return true;
        if ((protocols & FilterProtocols.NoProxy) != 0)
            return false;
        return (protocols & FilterProtocols.Transform) == 0
            || request.HeadersOut.GetJoined("Cache-Control")?.Contains("no-transform", StringComparison.OrdinalIgnoreCase) != true;
    }

    internal static void Apply(Request request, FilterProtocols protocols)
    {
        if ((protocols & FilterProtocols.Transform) != 0 && request.ProxyRequest != ProxyRequestKind.None)
            request.HeadersOut.Merge("Warning", $"214 {CanonicalName.ServerName(request)} Transformation applied");
        if ((protocols & FilterProtocols.NoByteRanges) != 0)
            request.HeadersOut.Set("Accept-Ranges", "none");
        if ((protocols & FilterProtocols.Change) != 0)
            request.HeadersOut.Unset("Content-MD5");
        if ((protocols & FilterProtocols.ChangeLength) != 0)
            request.HeadersOut.Unset("Content-Length");
        if ((protocols & FilterProtocols.NoCache) == 0)
            return;
        request.HeadersOut.Unset("Last-Modified");
        request.HeadersOut.Merge("Cache-Control", "no-cache");
    }
}
