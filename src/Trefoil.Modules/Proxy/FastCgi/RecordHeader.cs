using System.Buffers.Binary;

namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>The eight bytes in front of every record.</summary>
/// <param name="Version">1.</param>
/// <param name="Type">What the record is.</param>
/// <param name="RequestId">Which request it belongs to.</param>
/// <param name="ContentLength">Bytes of content that follow.</param>
/// <param name="PaddingLength">Bytes behind the content that mean nothing.</param>
internal readonly record struct RecordHeader(byte Version, RecordType Type, ushort RequestId, ushort ContentLength, byte PaddingLength)
{
    internal const int Length = 8;
    internal const byte CurrentVersion = 1;

    internal static RecordHeader Read(ReadOnlySpan<byte> bytes) => new(
        bytes[0],
        (RecordType)bytes[1],
        BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
        BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]),
        bytes[6]);

    internal void Write(Span<byte> bytes)
    {
        bytes[0] = Version;
        bytes[1] = (byte)Type;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], RequestId);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], ContentLength);
        bytes[6] = PaddingLength;
        bytes[7] = 0;
    }
}
