using System.Buffers;
using System.Buffers.Text;

namespace Trefoil.Http.Output;

/// <summary>Bytes being put together: head lines, log lines, small bodies. Grows in arrays of the shared pool.</summary>
internal sealed class ByteBuffer : IDisposable
{
    private byte[] _bytes;

    internal ByteBuffer(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    internal ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    internal void Clear() => Length = 0;

    internal void Append(ReadOnlySpan<byte> data)
    {
        Reserve(data.Length);
        data.CopyTo(_bytes.AsSpan(Length));
        Length += data.Length;
    }

    internal void Append(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    /// <summary>Appends a byte string: each char is one byte.</summary>
    internal void Append(string text)
    {
        Reserve(text.Length);
        var to = _bytes.AsSpan(Length, text.Length);
        for (var i = 0; i < to.Length; i++)
            to[i] = (byte)text[i];
        Length += text.Length;
    }

    internal void Append(long number)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(Length), out var written);
        Length += written;
    }

    internal void AppendHex(long number)
    {
        Reserve(16);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(Length), out var written, new StandardFormat('x'));
        Length += written;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length >= count)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + count));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
