using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Trefoil.Configuration.Expressions;

/// <summary>An address with a mask: "10.0.0.0/8", "10.1", "192.168.0.0/255.255.0.0", "2001:db8::/32".</summary>
public readonly struct Subnet
{
    private readonly byte[] _address;
    private readonly byte[] _mask;

    private Subnet(byte[] address, byte[] mask)
    {
        _address = address;
        _mask = mask;
        for (var i = 0; i < address.Length; i++)
            address[i] &= mask[i];
    }

    /// <summary>Reads one; false where it is none.</summary>
    public static bool TryParse(string text, out Subnet subnet)
    {
        subnet = default;
        var slash = text.IndexOf('/');
        var name = slash < 0 ? text : text[..slash];
        var mask = slash < 0 ? null : text[(slash + 1)..];
        if (name.Contains(':'))
        {
            if (!IPAddress.TryParse(name, out var six) || six.AddressFamily != AddressFamily.InterNetworkV6 || name.Contains('[') || name.Contains('%'))
                return false;
            return Bits(mask, 128, out var sixBits) && Make(six.GetAddressBytes(), sixBits, out subnet);
        }
        var parts = name.EndsWith('.') ? name[..^1].Split('.') : name.Split('.');
        var bytes = new byte[4];
        if (parts.Length > 4 || (parts.Length < 4 && mask is not null && !name.EndsWith('.') && parts.Length == 0))
            return false;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
                return false;
        }
        if (mask is not null && mask.Contains('.'))
        {
            if (!IPAddress.TryParse(mask, out var dotted) || dotted.AddressFamily != AddressFamily.InterNetwork)
                return false;
            subnet = new Subnet(bytes, dotted.GetAddressBytes());
            return true;
        }
        var count = parts.Length * 8;
        return (mask is null || Bits(mask, 32, out count)) && Make(bytes, count, out subnet);
    }

    /// <summary>True when the address lies inside; IPv4 in IPv6 counts as IPv4.</summary>
    public bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length) || length != _address.Length)
            return false;
        for (var i = 0; i < length; i++)
        {
            if ((bytes[i] & _mask[i]) != _address[i])
                return false;
        }
        return true;
    }

    private static bool Bits(string? text, int all, out int bits)
    {
        bits = all;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits >= 1 && bits <= all);
    }

    private static bool Make(byte[] address, int bits, out Subnet subnet)
    {
        var mask = new byte[address.Length];
        for (var i = 0; i < bits; i++)
            mask[i / 8] |= (byte)(0x80 >> (i % 8));
        subnet = new Subnet(address, mask);
        return true;
    }
}
