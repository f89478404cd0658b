using Trefoil.Http.Core;
using Trefoil.Http.Errors;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Http1;

/// <summary>Decides whether the connection stays open behind a response, and says so in the response's Connection and Keep-Alive fields.</summary>
internal static class KeepAliveRule
{
    /// <summary>
    /// Evaluates the conditions in Apache's order; as a side effect an HTTP/1.1 body of unknown length is sent chunked. The request's fields are read untracked:
    /// a prebuilt response gets these fields anew each time.
    /// </summary>
    /// <returns>True when the connection stays open.</returns>
    internal static bool Apply(Request request, bool isStopping, ref bool chunked)
    {
        var connection = request.Connection;
        var core = request.ForServer<CoreServerSettings>();
        var incoming = request.HeadersInUntracked.GetJoined("Connection");
        var left = core.MaxKeepAliveRequests - connection.KeepAlives;
        var wasToldToClose = FieldTokens.Contains(request.HeadersOut.GetJoined("Connection"), "close");
        var asked = false;
        if (!connection.CloseAfterResponse
            && !request.IsExpectingContinue
            && HasKnownEnd(request, ref chunked)
            && core.KeepAlive
            && core.KeepAliveTimeout > 0
            && (core.MaxKeepAliveRequests == 0 || left > 0)
            && !StatusText.DropsConnection(request.Status)
            && !wasToldToClose
            && !FieldTokens.Contains(incoming, "close")
            && (!request.HasEnvironment || !request.Environment.Contains("nokeepalive") || request.HeadersInUntracked.Contains("Via"))
            && ((asked = FieldTokens.Contains(incoming, "keep-alive")) || request.ProtocolNumber >= 1001)
            && !isStopping)
        {
            connection.KeepAlives++;
            if (asked)
            {
                var seconds = core.KeepAliveTimeout / 1_000_000;
                request.HeadersOut.Set("Keep-Alive", core.MaxKeepAliveRequests != 0 ? $"timeout={seconds}, max={left}" : $"timeout={seconds}");
                request.HeadersOut.Merge("Connection", "Keep-Alive");
            }
            return true;
        }
        if (request.EndsUnchunked)
            chunked = false;
        if (!wasToldToClose)
            request.HeadersOut.Merge("Connection", "close");
        connection.CloseAfterResponse = true;
        return false;
    }

    private static bool HasKnownEnd(Request request, ref bool chunked)
    {
        if (request.IsHead || request.Status is 204 or 304 || request.HeadersOut.Contains("Content-Length")
            || FieldTokens.Contains(request.HeadersOut.Get("Transfer-Encoding"), "chunked"))
            return true;
        return request.ProtocolNumber >= 1001 && (chunked = true);
    }
}
