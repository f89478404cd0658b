using System.Globalization;
using System.Net;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>One word of NoProxy: a host, a domain (".example.org"), an address or a network.</summary>
internal sealed class DirectHost
{
    private readonly string _text;
    private readonly (IPAddress Address, int Bits)? _network;

    private DirectHost(string text, (IPAddress Address, int Bits)? network)
    {
        _text = text;
        _network = network;
    }

    internal static DirectHost Parse(string word)
    {
        var slash = word.IndexOf('/');
        var address = slash < 0 ? word : word[..slash];
        var parts = address.Split('.');
        if (parts.Length is >= 1 and <= 4 && Array.TrueForAll(parts, static part => byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            // Missing parts are zero, and without a length the parts that are there make the network.
            var bits = slash >= 0 && int.TryParse(word.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given <= 32 ? given : parts.Length * 8;
            var bytes = new byte[4];
            for (var i = 0; i < parts.Length; i++)
                bytes[i] = byte.Parse(parts[i], CultureInfo.InvariantCulture);
            return new DirectHost(word, (new IPAddress(bytes), bits));
        }
        return new DirectHost(word, IPAddress.TryParse(address, out var other) ? (other, other.GetAddressBytes().Length * 8) : null);
    }

    /// <summary>True where the host of a request is to be reached without the remote proxy.</summary>
    internal bool Matches(string host, Func<string, IPAddress[]?> resolve)
    {
        if (_text == "*")
            return true;
        if (_network is { } network)
            return (IPAddress.TryParse(host, out var literal) ? [literal] : resolve(host) ?? []).Any(address => Contains(network.Address, network.Bits, address));
        if (_text.StartsWith('.'))
            return host.Length > _text.Length && host.EndsWith(_text, StringComparison.OrdinalIgnoreCase);
        return host.Equals(_text.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
    }

    private static bool Contains(IPAddress network, int bits, IPAddress address)
    {
        var a = network.GetAddressBytes();
        var b = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        if (a.Length != b.Length)
            return false;
        for (var i = 0; i < bits; i++)
        {
            var mask = 0x80 >> (i % 8);
            if ((a[i / 8] & mask) != (b[i / 8] & mask))
                return false;
        }
        return true;
    }
}
