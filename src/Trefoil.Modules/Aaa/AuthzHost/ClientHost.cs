using System.Net;
using System.Net.Sockets;
using Trefoil.Http.Messages;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Aaa.AuthzHost;

/// <summary>The client's host name, believed only if the name leads back to the address.</summary>
internal sealed class ClientHost
{
    private bool _asked;
    private string? _name;

    /// <summary>The verified name, or null. Asked once for a request.</summary>
    internal static string? NameOf(Request request)
    {
        var host = request.State.GetOrCreate<ClientHost>();
        if (!host._asked)
        {
            host._name = LookUp(request.ClientAddress);
            host._asked = true;
        }
        return host._name;
    }

    /// <summary>The addresses of a name; empty where it has none.</summary>
    internal static IPAddress[] AddressesOf(string name)
    {
        using (Blocking.Enter())
        {
            try
            {
                return Dns.GetHostAddresses(name);
            }
            catch (Exception e) when (e is SocketException or ArgumentException)
            {
                return [];
            }
        }
    }

    /// <summary>True when <paramref name="domain"/> is the name or a parent domain of it.</summary>
    internal static bool IsInDomain(string domain, string name)
    {
        if (domain.Length == 0 || !name.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
            return false;
        // a whole label must match: "good.com" does not let "nogood.com" in
        return name.Length == domain.Length || domain[0] == '.' || name[name.Length - domain.Length - 1] == '.';
    }

    private static string? LookUp(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        string name;
        using (Blocking.Enter())
        {
            try
            {
                name = Dns.GetHostEntry(address).HostName.ToLowerInvariant();
            }
            catch (Exception e) when (e is SocketException or ArgumentException)
            {
                return null;
            }
        }
        if (IPAddress.TryParse(name, out _))
            return null;
        foreach (var candidate in AddressesOf(name))
        {
            if (candidate.Equals(address))
                return name;
        }
        return null;
    }
}
