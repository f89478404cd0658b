using System.Net;
using System.Net.Sockets;
using Trefoil.Http.Messages;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>The name that the client's address resolves to, asked once for each connection and address.</summary>
internal sealed class RemoteHostName
{
    private readonly Dictionary<IPAddress, string?> _names = [];

    internal static string? Of(Request request, IPAddress address, bool isDouble)
    {
        var names = request.Connection.State.GetOrCreate<RemoteHostName>()._names;
        lock (names)
        {
            if (names.TryGetValue(address, out var known))
                return known;
        }
        var name = LookUp(address, isDouble);
        lock (names)
            names[address] = name;
        return name;
    }

    private static string? LookUp(IPAddress address, bool isDouble)
    {
        using (Blocking.Enter())
        {
            try
            {
                var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
                var name = Dns.GetHostEntry(plain).HostName;
                if (IPAddress.TryParse(name, out _))
                    return null;
                return !isDouble || Array.IndexOf(Dns.GetHostAddresses(name), plain) >= 0 ? name.ToLowerInvariant() : null;
            }
            catch (SocketException)
            {
                return null;
            }
        }
    }
}
