using System.Buffers.Binary;
using System.Text;

namespace Trefoil.Configuration.Snapshots;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote; every length is checked before it is believed.</summary>
internal ref struct SnapshotReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    internal readonly bool IsAtEnd => _rest.IsEmpty;

    internal int Number() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    internal byte[]? Blob()
    {
        var length = Number();
        return length switch
        {
            -1 => null,
            < 0 => throw new InvalidDataException("negative length"),
            _ => Take(length).ToArray(),
        };
    }

    internal string? OptionalText()
    {
        var length = Number();
        return length switch
        {
            -1 => null,
            < 0 => throw new InvalidDataException("negative length"),
            _ => Encoding.Latin1.GetString(Take(length)),
        };
    }

    internal string Text() => OptionalText() ?? throw new InvalidDataException("missing text");

    /// <summary>How many items follow; each takes at least as many bytes as said.</summary>
    internal int Count(int least)
    {
        var count = Number();
        return count < 0 || count > _rest.Length / least ? throw new InvalidDataException("impossible count") : count;
    }

    internal List<string> Texts()
    {
        var texts = new List<string>();
        for (var left = Count(4); left > 0; left--)
            texts.Add(Text());
        return texts;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw new InvalidDataException("cut off");
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
