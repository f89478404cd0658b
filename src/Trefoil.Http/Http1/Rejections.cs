using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Http1;

/// <summary>Status, log line and explanation of each way in which a head is refused.</summary>
internal static class Rejections
{
    /// <summary>Logs the refusal, notes an explanation for the error page, and gives the status.</summary>
    internal static int Report(Request request, RejectionReason reason, int status)
    {
        switch (reason)
        {
            case RejectionReason.None:
                if (status == 408 && !request.Runtime.Configuration.HasModule("reqtimeout_module"))
                    Log.Write(request, LogLevel.Info, "core", 2432, "Request header read timeout");
                return status;
            case RejectionReason.LineTooLong:
                var limit = ParseLimits.Of(request.Server).LineLength;
                Log.Write(request, LogLevel.Info, "core", 565, $"request failed: client's request-line exceeds LimitRequestLine (longer than {limit})");
                return 414;
            case RejectionReason.TooManyFields:
                Log.Write(request, LogLevel.Info, "core", 563, "Number of request headers exceeds LimitRequestFields");
                request.Notes.Set("error-notes", "The number of request header fields exceeds this server's limit.");
                break;
            case RejectionReason.FieldTooLong:
                Log.Write(request, LogLevel.Info, "core", 561, $"Request header exceeds LimitRequestFieldSize: {request.Notes.Get("rejected-field")}");
                request.Notes.Set("error-notes", "Size of a request header field exceeds server limit.");
                break;
            case RejectionReason.FoldingFirst or RejectionReason.MissingColon or RejectionReason.InvalidFieldName or RejectionReason.InvalidFieldValue:
                var (fieldCode, fieldText) = DescribeField(request, reason);
                Log.Write(request, LogLevel.Debug, "core", fieldCode, fieldText);
                break;
            default:
                var (code, text) = DescribeLine(request, reason);
                Log.Write(request, LogLevel.Debug, "core", code, text);
                return 400;
        }
        Log.Write(request, LogLevel.Debug, "core", 567, "request failed: error reading the headers");
        return 400;
    }

    private static (int Code, string Text) DescribeField(Request request, RejectionReason reason)
    {
        var field = request.Notes.Get("rejected-field") ?? "";
        return reason switch
        {
            RejectionReason.FoldingFirst => (3442, "Line folding encountered before first header line"),
            RejectionReason.InvalidFieldValue => (2427, $"Request header value is malformed: {field.AsSpan(field.IndexOf(':') + 1).Trim(' ')}"),
            _ => (2426, $"Request header field name is malformed: {field}"),
        };
    }

    private static (int Code, string Text) DescribeLine(Request request, RejectionReason reason)
    {
        var line = request.RequestLine;
        return reason switch
        {
            RejectionReason.InvalidMethod => (3445, $"HTTP Request Line; Invalid method token: '{Word(line, 0)}'"),
            RejectionReason.InvalidWhitespace => (3448, "HTTP Request Line; Excess whitespace (disallowed by HttpProtocolOptions Strict)"),
            RejectionReason.InvalidTarget when request.UnparsedUri.Contains('#') => (2421, "HTTP Request Line; URI must not contain a fragment"),
            RejectionReason.InvalidTarget => (3454, $"HTTP Request Line; URI incorrectly encoded: '{Word(line, 1)}'"),
            RejectionReason.InvalidProtocol => (2418, $"HTTP Request Line; Unrecognized protocol '{Word(line, 2)}' (perhaps whitespace was injected?)"),
            RejectionReason.MalformedLine or RejectionReason.SimpleRefused => (3454, "HTTP Request Line; URI incorrectly encoded: ''"),
            _ => (566, "request failed: malformed request line"),
        };
    }

    private static string Word(string line, int index)
    {
        var words = line.Split(' ', 3);
        return index < words.Length ? words[index] : "";
    }
}
