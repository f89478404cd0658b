using System.Net.Sockets;
using System.Text;
using Trefoil.Configuration.Sections;

namespace Trefoil.Configuration.Dumps;

/// <summary>The virtual hosts as -S shows them: by address, and where several share one, by name.</summary>
public static class VirtualHostDump
{
    /// <summary>"VirtualHost configuration:" and a line or block for each address.</summary>
    public static string Write(HttpdConfiguration configuration)
    {
        var byAddress = new List<(VirtualHostAddress Address, List<ServerConfig> Hosts)>();
        foreach (var host in configuration.VirtualHosts)
        {
            foreach (var address in host.Addresses)
            {
                var group = byAddress.Find(entry => Equals(entry.Address.Address, address.Address) && entry.Address.Port == address.Port).Hosts;
                if (group is null)
                    byAddress.Add((address, group = []));
                if (!group.Contains(host))
                    group.Add(host);
            }
        }
        var text = new StringBuilder("VirtualHost configuration:\n");
        // Addresses first, then the ones for any address.
        foreach (var (address, hosts) in byAddress.OrderBy(static entry => entry.Address.Address is null))
            Write(text, Show(address), hosts, address.Port);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string address, List<ServerConfig> hosts, int port)
    {
        if (hosts.Count == 1)
        {
            text.Append($"{address,-22} {Title(hosts[0])}\n");
            return;
        }
        text.Append($"{address,-22} is a NameVirtualHost\n{"",8} default server {Title(hosts[0])}\n");
        foreach (var host in hosts)
        {
            text.Append($"{"",8} port {(port == 0 ? "*" : port)} namevhost {Title(host)}\n");
            foreach (var alias in host.Aliases)
                text.Append($"{"",16} alias {alias}\n");
            foreach (var alias in host.WildcardAliases)
                text.Append($"{"",16} wild alias {alias}\n");
        }
    }

    private static string Title(ServerConfig host) => $"{host.ServerName} ({host.Location.File}:{host.Location.Line})";

    private static string Show(VirtualHostAddress address)
    {
        var name = address.Address is null ? "*" : address.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address.Address}]" : address.Address.ToString();
        return $"{name}:{(address.Port == 0 ? "*" : address.Port)}";
    }
}
