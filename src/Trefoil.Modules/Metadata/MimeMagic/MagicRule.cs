using System.Buffers.Binary;

namespace Trefoil.Modules.Metadata.MimeMagic;

/// <summary>How a rule reads the bytes at its place.</summary>
internal enum MagicType
{
    Byte,
    Short,
    Long,
    BigShort,
    BigLong,
    LittleShort,
    LittleLong,
    Text,
}

/// <summary>One line of a magic file: where, what kind of value, how it is compared, and what the file is then.</summary>
internal sealed class MagicRule
{
    /// <summary>A rule looks only where that many bytes (one more counts at the end of the file) are left, whatever it compares, as Apache does.</summary>
    private const int Window = 64;

    /// <summary>How many ">" stand in front.</summary>
    internal required int Level { get; init; }

    internal required int Offset { get; init; }

    /// <summary>The offset is to be read at <see cref="Offset"/>, as this kind of number; null where it is given.</summary>
    internal MagicType? Indirection { get; init; }

    internal int IndirectOffset { get; init; }

    internal required MagicType Type { get; init; }

    internal bool IsUnsigned { get; init; }

    internal long Mask { get; init; } = -1;

    /// <summary>One of = ! &lt; &gt; &amp; ^ x.</summary>
    internal required char Relation { get; init; }

    internal long Number { get; init; }

    internal byte[] Text { get; init; } = [];

    internal required string Description { get; init; }

    /// <summary>The description begins with "\b": no blank in front of it.</summary>
    internal bool JoinsWithoutBlank { get; init; }

    internal bool Matches(ReadOnlySpan<byte> start)
    {
        var offset = (long)Offset;
        if (!Fits(start, offset))
            return false;
        if (Indirection is { } kind)
        {
            offset = Read(start[(int)offset..], kind, isUnsigned: false) + IndirectOffset;
            if (!Fits(start, offset))
                return false;
        }
        var here = start[(int)offset..];
        return Type == MagicType.Text ? CompareText(here) : Compare(Read(here, Type, IsUnsigned) & Mask);
    }

    private static bool Fits(ReadOnlySpan<byte> start, long offset) => offset >= 0 && offset + Window <= start.Length + 1;

    private static long Read(ReadOnlySpan<byte> at, MagicType type, bool isUnsigned)
    {
        Span<byte> four = stackalloc byte[4];
        at[..Math.Min(4, at.Length)].CopyTo(four);
        return type switch
        {
            MagicType.Byte => isUnsigned ? four[0] : (sbyte)four[0],
            MagicType.BigShort => isUnsigned ? BinaryPrimitives.ReadUInt16BigEndian(four) : BinaryPrimitives.ReadInt16BigEndian(four),
            MagicType.Short or MagicType.LittleShort => isUnsigned ? BinaryPrimitives.ReadUInt16LittleEndian(four) : BinaryPrimitives.ReadInt16LittleEndian(four),
            MagicType.BigLong => isUnsigned ? BinaryPrimitives.ReadUInt32BigEndian(four) : BinaryPrimitives.ReadInt32BigEndian(four),
            _ => isUnsigned ? BinaryPrimitives.ReadUInt32LittleEndian(four) : BinaryPrimitives.ReadInt32LittleEndian(four),
        };
    }

    private bool Compare(long value) => Relation switch
    {
        'x' => true,
        '!' => value != Number,
        '>' => value > Number,
        '<' => value < Number,
        '&' => (value & Number) == Number,
        '^' => (value & Number) != Number,
        _ => value == Number,
    };

    private bool CompareText(ReadOnlySpan<byte> here)
    {
        var order = 0;
        for (var i = 0; i < Text.Length && order == 0; i++)
            order = (i < here.Length ? here[i] : 0) - Text[i];
        return Relation switch
        {
            'x' => true,
            '>' => order > 0,
            '<' => order < 0,
            '&' => true,
            '^' => false,
            _ => order == 0,
        };
    }
}
