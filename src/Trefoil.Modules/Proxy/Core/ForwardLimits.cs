using System.Globalization;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Max-Forwards, TRACE and ProxyDomain: what is settled before a backend is asked.</summary>
internal static class ForwardLimits
{
    private const string Module = "proxy";

    /// <summary>Ok goes on; anything else is the answer.</summary>
    internal static async ValueTask<PhaseResult> CheckAsync(Request request)
    {
        var most = request.ForServer<ProxyServerSettings>().MaxForwards ?? -1;
        if (request.HeadersIn.Get("Max-Forwards") is { } text)
        {
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out most) || most < 0)
            {
                Log.Write(request, LogLevel.Error, Module, 10188, $"Max-Forwards value '{text}' could not be parsed");
                return ProxyError.Report(request, 400, "Max-Forwards request header could not be parsed");
            }
            if (most == 0)
                return await AnswerHereAsync(request);
            most--;
        }
        if (most >= 0)
            request.HeadersIn.Set("Max-Forwards", most.ToString(CultureInfo.InvariantCulture));
        return request.MethodNumber == HttpMethods.Trace ? CheckTrace(request) : PhaseResult.Ok;
    }

    /// <summary>True where the host is named without a domain: the client is sent to the full name.</summary>
    internal static bool NeedsDomain(Request request, string url, string domain)
    {
        if (request.ProxyRequest != ProxyRequestKind.Forward || request.MethodNumber != HttpMethods.Get || !ProxyUrl.TryParse(url, out var target)
            || target.Host.Length == 0 || target.Host.AsSpan().ContainsAny('.', ':') || target.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return false;
        var full = (target with { Host = target.Host + domain }).Text;
        request.HeadersOut.Set("Location", full);
        Log.Write(request, LogLevel.Info, Module, 1138,
            $"Domain missing: {request.Uri} sent to {full}{(request.HeadersIn.Get("Referer") is { } from ? " from " + from : "")}");
        return true;
    }

    /// <summary>The last proxy on the way answers questions about itself.</summary>
    private static async ValueTask<PhaseResult> AnswerHereAsync(Request request)
    {
        if (request.MethodNumber == HttpMethods.Trace)
        {
            request.ProxyRequest = ProxyRequestKind.None;
            return await TraceResponse.SendAsync(request);
        }
        if (request.MethodNumber != HttpMethods.Options)
            return ProxyError.Report(request, 400, "Max-Forwards has reached zero - proxy loop?");
        request.ProxyRequest = ProxyRequestKind.None;
        request.HeadersOut.Set("Allow", Http.Errors.AllowHeader.Make(request));
        request.HeadersOut.Set("Content-Length", "0");
        return PhaseResult.Done;
    }

    private static PhaseResult CheckTrace(Request request)
    {
        var mode = request.ForServer<CoreServerSettings>().Trace;
        if (mode == TraceMode.Off)
        {
            request.Notes.Set("error-notes", "TRACE forbidden by server configuration");
            Log.Write(request, LogLevel.Error, Module, 1139, "TRACE forbidden by server configuration");
            return 405;
        }
        if (mode != TraceMode.Extended && (request.HeadersIn.Contains("Transfer-Encoding") || (request.HeadersIn.Get("Content-Length") is { } length && length != "0")))
        {
            request.Notes.Set("error-notes", "TRACE with request body is not allowed");
            Log.Write(request, LogLevel.Error, Module, 1140, "TRACE with request body is not allowed");
            return 413;
        }
        return PhaseResult.Ok;
    }
}
