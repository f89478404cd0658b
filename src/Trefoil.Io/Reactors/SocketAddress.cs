using System.Buffers.Binary;
using System.Net;

namespace Trefoil.Io.Reactors;

/// <summary>An IP address and port without an object: IPv6 bytes, or IPv4 as a mapped address. Unix sockets read as none.</summary>
/// <param name="High">First eight bytes, big endian.</param>
/// <param name="Low">Last eight bytes, big endian.</param>
/// <param name="Port">The port.</param>
/// <param name="IsIPv6">False for IPv4, also for an IPv4 peer of an IPv6 socket.</param>
public readonly record struct SocketAddress(ulong High, ulong Low, ushort Port, bool IsIPv6)
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    /// <summary>Reads a sockaddr_in or sockaddr_in6 (netinet/in.h).</summary>
    public static SocketAddress Parse(ReadOnlySpan<byte> sockaddr)
    {
        var family = BitConverter.ToUInt16(sockaddr);
        var port = BinaryPrimitives.ReadUInt16BigEndian(sockaddr[2..]);
        if (family == 2)
            return new SocketAddress(0, MappedPrefix | BinaryPrimitives.ReadUInt32BigEndian(sockaddr[4..]), port, false);
        if (family != 10)
            return default;
        var high = BinaryPrimitives.ReadUInt64BigEndian(sockaddr[8..]);
        var low = BinaryPrimitives.ReadUInt64BigEndian(sockaddr[16..]);
        var mapped = high == 0 && (low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;
        return new SocketAddress(high, low, port, !mapped);
    }

    /// <summary>The address as an object.</summary>
    public IPAddress ToAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return IsIPv6 ? new IPAddress(bytes) : new IPAddress(bytes[12..]);
    }

    /// <summary>Writes the address as text without the port; gives the number of bytes.</summary>
    public int Format(Span<byte> text)
    {
        if (IsIPv6)
        {
            ToAddress().TryFormat(text, out var length);
            return length;
        }
        var at = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            var part = (int)(Low >> shift) & 0xFF;
            if (part >= 100)
                text[at++] = (byte)('0' + part / 100);
            if (part >= 10)
                text[at++] = (byte)('0' + part / 10 % 10);
            text[at++] = (byte)('0' + part % 10);
            if (shift > 0)
                text[at++] = (byte)'.';
        }
        return at;
    }
}
