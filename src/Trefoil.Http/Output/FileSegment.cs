using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Io.Files;

namespace Trefoil.Http.Output;

/// <summary>A part of an open file on its way to the client. The descriptor stays the caller's.</summary>
/// <param name="Descriptor">Open for reading.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct FileSegment(int Descriptor, long Offset, long Length)
{
    /// <summary>Reads the part piece by piece into <paramref name="filter"/>'s WriteAsync. A file that shrank ends early.</summary>
    public async ValueTask PumpAsync(OutputFilter filter, Request request)
    {
        var piece = request.Directory<CoreDirectorySettings>().ReadBufferSize;
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent((int)Math.Min(piece, Math.Max(Length, 1)));
        try
        {
            var offset = Offset;
            var left = Length;
            while (left > 0 && !request.Connection.Aborted)
            {
                var got = FileSystem.ReadAt(Descriptor, buffer.AsSpan(0, (int)Math.Min(buffer.Length, left)), offset);
                if (got <= 0)
                    break;
                await filter.WriteAsync(request, buffer.AsMemory(0, got));
                offset += got;
                left -= got;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
