using System.IO.Compression;

namespace Trefoil.Modules.Filters.Deflate;

/// <summary>Undoes gzip piece by piece: feed bytes, read until there are none. A stream of .NET pulls, while filters push; this turns one into the other.</summary>
internal sealed class Inflater : IDisposable
{
    private readonly Source _source = new();
    private readonly GZipStream _decoder;
    private bool _failed;

    internal Inflater() => _decoder = new GZipStream(_source, CompressionMode.Decompress);

    /// <summary>True once no more bytes come.</summary>
    internal bool IsComplete
    {
        set => _source.IsComplete = value;
    }

    internal void Feed(ReadOnlySpan<byte> data) => _source.Add(data);

    /// <summary>Plain bytes: their number, 0 when more must be fed first (or at the end), -1 for data that is no gzip.</summary>
    internal int Read(Span<byte> buffer)
    {
        if (_failed)
            return 0;
        // The decoder takes the end of its source for the end of the data, so it must not see one before it is there.
        if (_source is { HasBytes: false, IsComplete: false })
            return 0;
        try
        {
            return _decoder.Read(buffer);
        }
        catch (InvalidDataException)
        {
            _failed = true;
            return -1;
        }
        catch (OutOfBytesException)
        {
            return 0;
        }
    }

    public void Dispose() => _decoder.Dispose();

    /// <summary>Thrown through the decoder when it asks for bytes that have not come yet.</summary>
    private sealed class OutOfBytesException : Exception;

    private sealed class Source : Stream
    {
        private byte[] _bytes = [];
        private int _start, _end;

        internal bool IsComplete { get; set; }

        internal bool HasBytes => _end > _start;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        internal void Add(ReadOnlySpan<byte> data)
        {
            if (_start == _end)
                _start = _end = 0;
            if (_end + data.Length > _bytes.Length)
                Array.Resize(ref _bytes, Math.Max(_end + data.Length, _bytes.Length * 2));
            data.CopyTo(_bytes.AsSpan(_end));
            _end += data.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var length = Math.Min(buffer.Length, _end - _start);
            if (length == 0 && !IsComplete)
                throw new OutOfBytesException();
            _bytes.AsSpan(_start, length).CopyTo(buffer);
            _start += length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
