using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Trefoil.Configuration.Addresses;

/// <summary>A range of IP addresses as directives write it: an address, a beginning of one ("10.1"), CIDR or a network mask.</summary>
public sealed class AddressRange
{
    private const string BadAddress = "The specified IP address is invalid.";
    private const string BadMask = "The specified network mask is invalid.";

    private readonly byte[] _network;
    private readonly byte[] _mask;

    private AddressRange(byte[] network, byte[] mask)
    {
        for (var i = 0; i < network.Length; i++)
            network[i] &= mask[i];
        _network = network;
        _mask = mask;
    }

    /// <summary>Reads "address" or "address/mask". Null with an error, which is empty where the text does not even look like an address.</summary>
    public static AddressRange? Parse(string text, out string? error)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Parse(text, null, out error) : Parse(text[..slash], text[(slash + 1)..], out error);
    }

    /// <summary>True when the address lies in the range; an IPv4 address mapped into IPv6 counts as IPv4.</summary>
    public bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length) || length != _network.Length)
            return false;
        for (var i = 0; i < length; i++)
        {
            if ((bytes[i] & _mask[i]) != _network[i])
                return false;
        }
        return true;
    }

    private static AddressRange? Parse(string address, string? mask, out string? error)
    {
        error = LooksLikeAddress(address) ? null : "";
        if (error is not null)
            return null;
        if (mask is null && !address.Contains(':', StringComparison.Ordinal))
            return ParsePartial(address, out error);
        if (!TryParseFull(address, out var parsed) || parsed.IsIPv4MappedToIPv6)
        {
            error = BadAddress;
            return null;
        }
        var network = parsed.GetAddressBytes();
        var bits = ParseMask(mask, network.Length);
        error = bits is null ? BadMask : null;
        return bits is null ? null : new AddressRange(network, bits);
    }

    private static bool LooksLikeAddress(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return true;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && c != '.')
                return false;
        }
        return text.Length > 0;
    }

    private static bool TryParseFull(string text, out IPAddress address)
    {
        address = IPAddress.None;
        // the framework also takes "10.1" and scope identifiers, which no directive means
        if (text.Contains('%', StringComparison.Ordinal) || text.StartsWith('['))
            return false;
        if (!text.Contains(':', StringComparison.Ordinal) && text.AsSpan().Count('.') != 3)
            return false;
        return IPAddress.TryParse(text, out address!);
    }

    private static AddressRange? ParsePartial(string text, out string? error)
    {
        error = BadAddress;
        var network = new byte[4];
        var mask = new byte[4];
        var octets = 0;
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && text[end] != '.')
                end++;
            if (octets == 4 || !byte.TryParse(text.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture, out network[octets]))
                return null;
            mask[octets++] = 255;
            at = end + 1;
        }
        error = null;
        return new AddressRange(network, mask);
    }

    private static byte[]? ParseMask(string? text, int length)
    {
        if (text is null)
            return Bits(length * 8, length);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bits))
            return bits > 0 && bits <= length * 8 ? Bits(bits, length) : null;
        return length == 4 && TryParseFull(text, out var mask) && mask.AddressFamily == AddressFamily.InterNetwork ? mask.GetAddressBytes() : null;
    }

    private static byte[] Bits(int bits, int length)
    {
        var mask = new byte[length];
        for (var i = 0; i < length && bits > 0; i++, bits -= 8)
            mask[i] = bits >= 8 ? (byte)255 : (byte)(255 << (8 - bits));
        return mask;
    }
}
