using System.Buffers.Binary;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>Name-value pairs (section 3.4): both lengths in one byte or four, then name and value.</summary>
internal static class ParameterEncoding
{
    internal static void Append(ByteBuffer buffer, string name, string value)
    {
        AppendLength(buffer, name.Length);
        AppendLength(buffer, value.Length);
        buffer.Append(name);
        buffer.Append(value);
    }

    /// <summary>Reads a pair; the number of bytes it took, or 0 when it is not whole.</summary>
    internal static int Read(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        var at = 0;
        if (!ReadLength(bytes, ref at, out var nameLength) || !ReadLength(bytes, ref at, out var valueLength))
            return 0;
        if (bytes.Length - at < (long)nameLength + valueLength)
            return 0;
        name = bytes.Slice(at, nameLength);
        value = bytes.Slice(at + nameLength, valueLength);
        return at + nameLength + valueLength;
    }

    private static void AppendLength(ByteBuffer buffer, int length)
    {
        if (length < 0x80)
        {
            buffer.Append((byte)length);
            return;
        }
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)length | 0x8000_0000);
        buffer.Append(bytes);
    }

    private static bool ReadLength(ReadOnlySpan<byte> bytes, ref int at, out int length)
    {
        length = 0;
        if (at >= bytes.Length)
            return false;
        if (bytes[at] < 0x80)
        {
            length = bytes[at++];
            return true;
        }
        if (bytes.Length - at < 4)
            return false;
        length = (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) & 0x7FFF_FFFF);
        at += 4;
        return true;
    }
}
