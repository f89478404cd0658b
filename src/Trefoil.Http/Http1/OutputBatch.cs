using System.Buffers.Text;

namespace Trefoil.Http.Http1;

/// <summary>A fixed buffer in which the responses to one batch of pipelined requests are put together for one send.</summary>
internal sealed class OutputBatch
{
    private readonly byte[] _bytes;

    internal OutputBatch(int length) => _bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);

    internal int Length { get; private set; }

    internal int Free => _bytes.Length - Length;

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    internal void Clear() => Length = 0;

    /// <summary>Takes off the bytes that were sent.</summary>
    internal void Discard(int count)
    {
        Length -= count;
        _bytes.AsSpan(count, Length).CopyTo(_bytes);
    }

    internal void Append(ReadOnlySpan<byte> data)
    {
        data.CopyTo(_bytes.AsSpan(Length));
        Length += data.Length;
    }

    internal void Append(int number)
    {
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(Length), out var written);
        Length += written;
    }
}
