using System.Net;
using System.Net.Sockets;
using System.Text;
using Trefoil.Configuration;
using Trefoil.Configuration.Sections;

namespace Trefoil.Httpd.Dumps;

/// <summary>The text of -t -D DUMP_VHOSTS: the virtual hosts by address, addresses before wildcards, the first of several is the default.</summary>
internal static class VirtualHostsText
{
    internal static string Of(HttpdConfiguration configuration)
    {
        var text = new StringBuilder("VirtualHost configuration:\n");
        var groups = new List<(IPAddress? Address, int Port, List<ServerConfig> Hosts)>();
        foreach (var host in configuration.VirtualHosts)
        {
            foreach (var address in host.Addresses)
                Add(groups, address, host);
        }
        foreach (var group in groups.Where(static group => group.Address is not null).Concat(groups.Where(static group => group.Address is null).OrderBy(static group => group.Port == 0)))
        {
            text.Append(Name(group.Address, group.Port).PadRight(22)).Append(' ');
            if (group.Hosts.Count == 1 && group.Hosts[0].Aliases.Count == 0 && group.Hosts[0].WildcardAliases.Count == 0)
            {
                AppendHost(text, group.Hosts[0]);
                continue;
            }
            AppendGroup(text, group.Port, group.Hosts);
        }
        return text.ToString();
    }

    private static void Add(List<(IPAddress? Address, int Port, List<ServerConfig> Hosts)> groups, VirtualHostAddress address, ServerConfig host)
    {
        var at = groups.FindIndex(group => group.Port == address.Port && Equals(group.Address, address.Address));
        if (at < 0)
            groups.Add((address.Address, address.Port, [host]));
        else if (!groups[at].Hosts.Contains(host))
            groups[at].Hosts.Add(host);
    }

    private static void AppendGroup(StringBuilder text, int port, List<ServerConfig> hosts)
    {
        text.Append("is a NameVirtualHost\n         default server ");
        AppendHost(text, hosts[0]);
        foreach (var host in hosts)
        {
            text.Append("         port ");
            _ = port == 0 ? text.Append('*') : text.Append(port);
            text.Append(" namevhost ");
            AppendHost(text, host);
            foreach (var alias in host.Aliases)
                text.Append("                 alias ").Append(alias).Append('\n');
            foreach (var alias in host.WildcardAliases)
                text.Append("                 wild alias ").Append(alias).Append('\n');
        }
    }

    private static void AppendHost(StringBuilder text, ServerConfig host) =>
        text.Append(host.ServerName ?? host.Main?.ServerName).Append(" (").Append(host.Location).Append(")\n");

    private static string Name(IPAddress? address, int port)
    {
        var name = address is null ? "*" : address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        return port == 0 ? name + ":*" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}:{port}");
    }
}
