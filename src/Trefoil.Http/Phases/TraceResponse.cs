using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Input;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Phases;

/// <summary>TRACE: the request as it came, as the body of the response.</summary>
internal static class TraceResponse
{
    private const int MostBody = 65536;

    internal static async ValueTask<PhaseResult> SendAsync(Request request)
    {
        var original = request.Original;
        var mode = original.ForServer<CoreServerSettings>().Trace;
        if (mode == TraceMode.Off)
        {
            request.Notes.Set("error-notes", "TRACE denied by server configuration");
            return 405;
        }
        var headers = original.HeadersInUntracked;
        var hasBody = headers.Contains("Transfer-Encoding") || (headers.Get("Content-Length") is { } length && length.AsSpan().Trim().TrimStart('0').Length > 0);
        if (hasBody && mode != TraceMode.Extended)
        {
            request.Notes.Set("error-notes", "TRACE with a request body is not allowed");
            return 413;
        }
        var body = new MemoryStream();
        if (hasBody && await ReadBodyAsync(request, body) is var status && status != 0)
            return status;
        request.ContentType = "message/http";
        request.NoCache = false;
        var text = new StringBuilder().Append(original.RequestLine).Append("\r\n");
        for (var i = 0; i < headers.Count; i++)
            text.Append(headers[i].Key).Append(": ").Append(headers[i].Value).Append("\r\n");
        await request.Output.WriteAsync(request, Encoding.Latin1.GetBytes(text.Append("\r\n").ToString()));
        if (body.Length > 0)
            await request.Output.WriteAsync(request, body.GetBuffer().AsMemory(0, (int)body.Length));
        await request.Output.FlushAsync(request);
        return PhaseResult.Done;
    }

    private static async ValueTask<int> ReadBodyAsync(Request request, MemoryStream body)
    {
        var buffer = new byte[8192];
        int got;
        while ((got = await request.Input.ReadAsync(request, buffer)) > 0)
        {
            body.Write(buffer, 0, got);
            if (body.Length > MostBody)
            {
                request.Notes.Set("error-notes", "Extended TRACE request bodies cannot exceed 64k\n");
                return 413;
            }
        }
        return -got;
    }
}
