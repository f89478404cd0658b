using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters;

/// <summary>
/// Collects what an encoder writes and hands it on in pieces. A body that is complete before the first piece is full gets its length, so that ranges can be cut out of it.
/// </summary>
internal sealed class EncodedOutput : Stream
{
    private readonly int _pieceLength;

    private byte[] _bytes = [];
    private int _length;
    private bool _started;

    internal EncodedOutput(int pieceLength = 32 * 1024) => _pieceLength = pieceLength;

    /// <summary>All bytes made so far.</summary>
    internal long Total { get; private set; }

    internal bool IsPieceFull => _length >= _pieceLength;

    internal async ValueTask HandOnAsync(Request request, OutputFilter next, bool isLast)
    {
        if (isLast && !_started)
            request.HeadersOut.Set("Content-Length", _length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        // Whole again, however it came in.
        request.HasUnmeasuredBody = !isLast || _started;
        _started = true;
        if (_length == 0)
            return;
        await next.WriteAsync(request, _bytes.AsMemory(0, _length));
        _length = 0;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_length + buffer.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_length + buffer.Length, Math.Max(4096, _bytes.Length * 2)));
        buffer.CopyTo(_bytes.AsSpan(_length));
        _length += buffer.Length;
        Total += buffer.Length;
    }
}
