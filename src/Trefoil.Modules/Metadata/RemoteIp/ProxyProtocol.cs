using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Trefoil.Http;

namespace Trefoil.Modules.Metadata.RemoteIp;

/// <summary>Reads the PROXY protocol's header, versions 1 (text) and 2 (binary).</summary>
internal static class ProxyProtocol
{
    private const int LongestText = 107;
    private const int BinaryHead = 16;

    private static ReadOnlySpan<byte> BinarySignature => "\r\n\r\n\0\r\nQUIT\n"u8;

    private static ReadOnlySpan<byte> TextSignature => "PROXY "u8;

    /// <summary>Reads a header. <paramref name="client"/> stays null where the proxy speaks for itself (LOCAL, UNKNOWN).</summary>
    internal static PreambleResult Read(ReadOnlySpan<byte> data, out int consumed, out IPEndPoint? client)
    {
        consumed = 0;
        client = null;
        if (StartsAs(data, BinarySignature))
            return data.Length < BinaryHead ? PreambleResult.NeedMore : ReadBinary(data, out consumed, out client);
        if (StartsAs(data, TextSignature))
            return ReadText(data, out consumed, out client);
        return PreambleResult.Refused;
    }

    private static bool StartsAs(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var length = Math.Min(data.Length, signature.Length);
        return data[..length].SequenceEqual(signature[..length]);
    }

    private static PreambleResult ReadText(ReadOnlySpan<byte> data, out int consumed, out IPEndPoint? client)
    {
        consumed = 0;
        client = null;
        var end = data.IndexOf("\r\n"u8);
        if (end < 0)
            return data.Length >= LongestText ? PreambleResult.Refused : PreambleResult.NeedMore;
        if (end > LongestText - 2)
            return PreambleResult.Refused;
        var words = Encoding.Latin1.GetString(data[..end]).Split(' ');
        consumed = end + 2;
        if (words[1] == "UNKNOWN")
            return PreambleResult.Complete;
        AddressFamily? family = words[1] switch
        {
            "TCP4" => AddressFamily.InterNetwork,
            "TCP6" => AddressFamily.InterNetworkV6,
            _ => null,
        };
        if (family is null || words.Length != 6 || !IPAddress.TryParse(words[2], out var address) || address.AddressFamily != family
            || !ushort.TryParse(words[4], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return PreambleResult.Refused;
        client = new IPEndPoint(address, port);
        return PreambleResult.Complete;
    }

    private static PreambleResult ReadBinary(ReadOnlySpan<byte> data, out int consumed, out IPEndPoint? client)
    {
        client = null;
        var length = BinaryPrimitives.ReadUInt16BigEndian(data[14..]);
        consumed = BinaryHead + length;
        if (data[12] >> 4 != 2 || length > 4096)
            return PreambleResult.Refused;
        if (data.Length < consumed)
            return PreambleResult.NeedMore;
        var command = data[12] & 0xf;
        if (command == 0)
            return PreambleResult.Complete;
        if (command != 1)
            return PreambleResult.Refused;
        var body = data.Slice(BinaryHead, length);
        switch (data[13])
        {
            case 0x11 when length >= 12:
                client = new IPEndPoint(new IPAddress(body[..4]), BinaryPrimitives.ReadUInt16BigEndian(body[8..]));
                return PreambleResult.Complete;
            case 0x21 when length >= 36:
                client = new IPEndPoint(new IPAddress(body[..16]), BinaryPrimitives.ReadUInt16BigEndian(body[32..]));
                return PreambleResult.Complete;
            case 0x00:
                return PreambleResult.Complete;
            default:
                return PreambleResult.Refused;
        }
    }
}
