using System.Buffers;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>What a backend sends, buffered: head lines are looked at in place, bodies handed on in pieces.</summary>
internal sealed class BackendReader : IDisposable
{
    private const int LargestHead = 1 << 20;

    private readonly int _usual;
    private byte[] _buffer;
    private int _start;
    private int _end;

    internal BackendReader(int usual)
    {
        _usual = usual;
        _buffer = ArrayPool<byte>.Shared.Rent(usual);
    }

    /// <summary>The connection of this exchange.</summary>
    internal BackendConnection Connection { get; set; } = null!;

    /// <summary>Bytes received and not taken yet.</summary>
    internal ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    internal ReadOnlyMemory<byte> UnreadMemory => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Total bytes received, for the worker's count.</summary>
    internal long Received { get; private set; }

    internal void Take(int count) => _start += count;

    internal void Clear() => _start = _end = 0;

    /// <summary>Reads more behind what is there: number of bytes, 0 at the end, -errno.</summary>
    internal ValueTask<int> FillAsync(int timeoutMilliseconds)
    {
        var got = TryFill();
        return got != -Io.Native.Errno.EAGAIN ? new ValueTask<int>(got) : WaitAsync(timeoutMilliseconds);
    }

    /// <summary>The same without waiting; -EAGAIN where nothing is there.</summary>
    internal int TryFill()
    {
        if (!MakeRoom())
            return -Io.Native.Errno.ENOBUFS;
        return Count(Connection.Descriptor.TryReceive(_buffer.AsSpan(_end)));
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Clear();
    }

    private async ValueTask<int> WaitAsync(int timeoutMilliseconds) => Count(await Connection.ReceiveAsync(_buffer.AsMemory(_end), timeoutMilliseconds));

    private int Count(int got)
    {
        if (got > 0)
        {
            _end += got;
            Received += got;
        }
        return got;
    }

    private bool MakeRoom()
    {
        if (_start == _end)
        {
            Clear();
            return true;
        }
        if (_end < _buffer.Length)
            return true;
        if (_start > 0)
        {
            Unread.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            return true;
        }
        if (_buffer.Length >= LargestHead)
            return false;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _usual));
        Unread.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }
}
