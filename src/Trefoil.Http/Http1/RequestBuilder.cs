using System.Text;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Http1;

/// <summary>Makes the request object that takes the whole path from a parsed head.</summary>
internal static class RequestBuilder
{
    private const KnownFields Conditions = KnownFields.NeedsWholePath | KnownFields.IfModifiedSince | KnownFields.IfNoneMatch;

    /// <summary>Copies what the head says. <paramref name="refused"/> is 0 or the status of a target that cannot be.</summary>
    internal static Request Build(HttpConnection connection, ServerConfig server, ParseStatus status, RequestHead head, ReadOnlySpan<byte> data, out int refused)
    {
        refused = 0;
        var request = new Request(connection, server)
        {
            Time = Clock.UnixMicroseconds,
            WireBytesIn = Math.Max(head.Length, data.Length > 0 && head.Length == 0 ? data.Length : 0),
            RequestLine = Text(data.Slice(head.LineStart, LineLength(head, data))),
            HasHeadConditions = (head.Known & Conditions) != 0,
        };
        if (status == ParseStatus.Rejected && !head.HasLine)
        {
            BrokenLine.Describe(request, head.Rejection);
            return request;
        }
        if (head.TargetLength == 0)
            return request;
        request.Method = Text(data.Slice(head.LineStart, head.MethodLength));
        request.MethodNumber = HttpMethods.NumberOf(request.Method);
        request.IsHead = request.Method == "HEAD";
        request.ProtocolNumber = head.Protocol == 0 ? 1000 : head.Protocol;
        request.Protocol = head.Protocol == 9 ? "HTTP/0.9" : $"HTTP/{request.ProtocolNumber / 1000}.{request.ProtocolNumber % 1000}";
        if (status == ParseStatus.Rejected && head.RejectedLength > 0)
            request.Notes.Set("rejected-field", Text(data.Slice(head.RejectedStart, Math.Min(head.RejectedLength, 80))));
        CopyFields(request.HeadersInUntracked, head, data);
        if (!RequestTargets.TryApply(request, Text(data.Slice(head.TargetStart, head.TargetLength))) && status != ParseStatus.Rejected)
        {
            Log.Write(request, LogLevel.Debug, "core", 3450, $"HTTP Request Line; Unable to parse URI: '{request.UnparsedUri}'");
            RequestTargets.Describe(request, request.UnparsedUri);
            refused = 400;
            // A refusal is answered with a status line, whatever the client spoke.
            request.ProtocolNumber = Math.Max(request.ProtocolNumber, 1000);
        }
        if (refused == 0 && status != ParseStatus.Rejected && request.MethodNumber == HttpMethods.Invalid && server.Settings.Get<CoreServerSettings>().RegisteredMethodsOnly)
        {
            Log.Write(request, LogLevel.Debug, "core", 10289, $"HTTP Request Line; Unknown method: '{request.Method}'");
            refused = 501;
        }
        if (refused == 0 && status == ParseStatus.Complete)
            refused = CheckHost(request, head);
        request.IsExpectingContinue = (head.Known & KnownFields.Expect) != 0 && refused == 0 && Expects(request, out refused);
        return request;
    }

    private static int LineLength(RequestHead head, ReadOnlySpan<byte> data)
    {
        if (head.LineLength > 0)
            return head.LineLength;
        var rest = data[head.LineStart..];
        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        return Math.Min(end < 0 ? rest.Length : end, 8192);
    }

    private static void CopyFields(HeaderTable fields, RequestHead head, ReadOnlySpan<byte> data)
    {
        for (var i = 0; i < head.FieldCount; i++)
        {
            ref readonly var field = ref head[i];
            var value = Text(field.Value(data));
            fields.Add(Text(field.Name(data)), value.Contains('\n') ? Unfold(value) : value);
        }
    }

    /// <summary>A line end with the blanks around it becomes one blank (RFC 9112, 5.2).</summary>
    private static string Unfold(string value)
    {
        var unfolded = new StringBuilder(value.Length);
        foreach (var part in value.Split('\n'))
        {
            var text = part.Trim(' ', '\t', '\r');
            if (text.Length == 0)
                continue;
            if (unfolded.Length > 0)
                unfolded.Append(' ');
            unfolded.Append(text);
        }
        return unfolded.ToString();
    }

    /// <summary>An HTTP/1.1 request has one Host field (RFC 9112, 3.2).</summary>
    private static int CheckHost(Request request, RequestHead head)
    {
        if (head.HostCount > 1)
        {
            Log.Write(request, LogLevel.Debug, "core", 550, $"Client sent malformed Host header: {request.HeadersInUntracked.GetJoined("Host")}");
            return 400;
        }
        if (request.ProtocolNumber < 1001 || (head.HostCount == 1 && (request.Hostname is not null || head[head.HostIndex].ValueLength > 0)))
            return 0;
        Log.Write(request, LogLevel.Debug, "core", 569, $"client sent HTTP/1.1 request without hostname (see RFC2616 section 14.23): {request.Uri}");
        return 400;
    }

    private static bool Expects(Request request, out int refused)
    {
        refused = 0;
        var value = request.HeadersInUntracked.Get("Expect") ?? "";
        if (value.Length == 0)
            return false;
        if (value.Equals("100-continue", StringComparison.OrdinalIgnoreCase))
            return request.ProtocolNumber >= 1001;
        Log.Write(request, LogLevel.Info, "core", 570, $"client sent an unrecognized expectation value of Expect: {value}");
        refused = 417;
        return false;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
