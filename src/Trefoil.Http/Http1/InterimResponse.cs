using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Http.Http1;

/// <summary>Responses in front of the final one: 102, 103, 101 (RFC 9110, 15.2).</summary>
public static class InterimResponse
{
    /// <summary>Sends a head at once. Clients older than HTTP/1.1 know none, and get none; nor do subrequests.</summary>
    public static async ValueTask SendAsync(Request request, string statusLine, HeaderTable fields)
    {
        if (request.ProtocolNumber < 1001 || request.Main is not null || request.Connection.Session is not { } session)
            return;
        using var buffer = new ByteBuffer(512);
        buffer.Append("HTTP/1.1 "u8);
        buffer.Append(statusLine);
        buffer.Append("\r\n"u8);
        for (var i = 0; i < fields.Count; i++)
        {
            buffer.Append(fields[i].Key);
            buffer.Append(": "u8);
            buffer.Append(fields[i].Value.Replace('\r', ' ').Replace('\n', ' '));
            buffer.Append("\r\n"u8);
        }
        buffer.Append("\r\n"u8);
        await session.SendAsync(request, buffer.Memory, more: false, isLast: false);
    }
}
