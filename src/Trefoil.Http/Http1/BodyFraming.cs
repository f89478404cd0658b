using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Http1;

/// <summary>Where the body of a request ends (RFC 9112, 6.3), with every ambiguous shape refused or the connection closed behind it.</summary>
internal static class BodyFraming
{
    /// <summary>The body's length, or -1 for chunked; a status other than 0 refuses the request.</summary>
    internal static long LengthOf(Request request, out int status)
    {
        status = 0;
        var fields = request.HeadersInUntracked;
        var coding = fields.GetJoined("Transfer-Encoding");
        var length = fields.GetJoined("Content-Length");
        if (coding is not null)
        {
            if (!FieldTokens.Last(coding).Equals("chunked", StringComparison.OrdinalIgnoreCase))
            {
                Log.Write(request, LogLevel.Debug, "core", 2539, $"client sent unknown Transfer-Encoding ({coding}): {request.Uri}");
                status = 400;
                return 0;
            }
            // Both given: the coding counts, the length goes, and nothing behind this request is believed (RFC 9112, 6.3).
            if (length is not null)
            {
                fields.Unset("Content-Length");
                request.Connection.CloseAfterResponse = true;
            }
            if (request.ProtocolNumber < 1001)
                request.Connection.CloseAfterResponse = true;
            return -1;
        }
        if (length is null)
            return 0;
        var bytes = 0L;
        foreach (var digit in length)
        {
            if (!char.IsAsciiDigit(digit) || bytes > (long.MaxValue - 9) / 10)
            {
                Log.Write(request, LogLevel.Debug, "core", 10242, $"client sent invalid Content-Length ({length}): {request.Uri}");
                status = 400;
                return 0;
            }
            bytes = bytes * 10 + (digit - '0');
        }
        if (length.Length == 0)
            status = 400;
        return bytes;
    }
}
