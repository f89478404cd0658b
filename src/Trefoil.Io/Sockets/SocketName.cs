using System.Buffers.Binary;
using System.Net;
using Trefoil.Io.Native;

namespace Trefoil.Io.Sockets;

/// <summary>IP addresses in the layout of struct sockaddr_in and sockaddr_in6.</summary>
internal static class SocketName
{
    /// <summary>The longest layout.</summary>
    internal const int MaxLength = 28;

    /// <summary>Writes an address; returns its length.</summary>
    internal static int Write(IPAddress address, int port, Span<byte> buffer)
    {
        var isV6 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        var length = isV6 ? 28 : 16;
        buffer[..length].Clear();
        BitConverter.TryWriteBytes(buffer, (ushort)(isV6 ? LibcSockets.AF_INET6 : LibcSockets.AF_INET));
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)port);
        address.TryWriteBytes(buffer[(isV6 ? 8 : 4)..], out _);
        if (isV6)
            BitConverter.TryWriteBytes(buffer[24..], (uint)address.ScopeId);
        return length;
    }

    /// <summary>Reads an address; IPv4-mapped ones come out as IPv4. Null for other families.</summary>
    internal static IPAddress? Read(ReadOnlySpan<byte> buffer, out int port)
    {
        port = 0;
        if (buffer.Length < 8)
            return null;
        port = BinaryPrimitives.ReadUInt16BigEndian(buffer[2..]);
        switch (BitConverter.ToUInt16(buffer))
        {
            case LibcSockets.AF_INET:
                return new IPAddress(buffer.Slice(4, 4));
            case LibcSockets.AF_INET6 when buffer.Length >= 28:
                var address = new IPAddress(buffer.Slice(8, 16), BitConverter.ToUInt32(buffer[24..]));
                return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            default:
                return null;
        }
    }
}
