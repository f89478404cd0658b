using Trefoil.Http.Http1;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Http.Cache;

/// <summary>A response head cut where it changes from one response to the next.</summary>
/// <param name="BeforeDate">Up to the value of Date.</param>
/// <param name="AfterDate">Up to the Keep-Alive and Connection lines.</param>
/// <param name="AfterConnection">Behind them, with the empty line.</param>
internal sealed record PrebuiltHead(byte[] BeforeDate, byte[] AfterDate, byte[] AfterConnection)
{
    internal static PrebuiltHead Cut(ReadOnlySpan<byte> head, in HeadPlaces places) => new(
        head[..places.Date].ToArray(),
        head[(places.Date + DateClock.Length)..places.ConnectionStart].ToArray(),
        head[places.ConnectionEnd..].ToArray());

    /// <summary>The 304 that belongs to the response that was just sent.</summary>
    internal static PrebuiltHead NotModified(Request request)
    {
        using var buffer = new ByteBuffer(512);
        HeadWriter.WriteNotModified(request, buffer, out var places);
        return Cut(buffer.Written, places);
    }
}
