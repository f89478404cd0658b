using System.Net;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.VirtualHosts;

/// <summary>
/// Chooses the server of a connection by its local address, and that of a request among the name-based hosts of that address.
/// </summary>
public sealed class VirtualHostTable
{
    private readonly ServerConfig _main;
    private readonly Dictionary<(IPAddress? Address, int Port), VirtualHostGroup> _groups = [];

    /// <summary>Builds the table of a configuration.</summary>
    public VirtualHostTable(ConfigurationContext configuration)
    {
        _main = configuration.MainServer;
        foreach (var host in configuration.VirtualHosts)
        {
            foreach (var address in host.Addresses)
            {
                var key = (Unspecified(address.Address), address.Port);
                if (!_groups.TryGetValue(key, out var group))
                    _groups.Add(key, group = new VirtualHostGroup());
                group.Add(host, address);
            }
        }
    }

    /// <summary>The server that a connection to this address begins with: the first virtual host of the best fitting address, or the main server.</summary>
    public ServerConfig ServerFor(IPAddress local, int port) => GroupFor(local, port)?.Default ?? _main;

    internal static VirtualHostTable Of(Request request) => request.Runtime.VirtualHosts;

    /// <summary>
    /// Checks the host that the client named and moves the request to the virtual host of that name. Gives 0, or the status to refuse with.
    /// </summary>
    internal int SelectByHeaders(Request request, bool mustMatch)
    {
        var connection = request.Connection;
        var settings = connection.BaseServer.Settings.Get<CoreServerSettings>();
        var header = request.HeadersInUntracked.Get("Host");
        var hasHostFromTarget = request.Hostname is not null;
        if ((hasHostFromTarget || header is not null) && !HostName.TryTake(request, hasHostFromTarget ? null : header, !settings.IsUnsafe))
        {
            request.Hostname = null;
            return mustMatch ? 400 : 0;
        }
        if (hasHostFromTarget && header is not null && !settings.IsUnsafe)
            ReplaceHostHeader(request, header);
        var group = GroupFor(connection.LocalAddress, connection.LocalPort);
        if (request.Hostname is not { } name)
        {
            if (group?.FindByPath(request.Uri) is { } byPath)
                request.Server = byPath;
            return 0;
        }
        if (group?.FindByName(name) is { } found)
        {
            request.Server = found;
            return 0;
        }
        return mustMatch && settings.StrictHostCheck ? CheckStrictly(request, group, name) : 0;
    }

    private static int CheckStrictly(Request request, VirtualHostGroup? group, string name)
    {
        if (VirtualHostGroup.Names(request.Server, name))
            return 0;
        var message = group is null
            ? $"Requested hostname '{name}' did not match any ServerName/ServerAlias in the global server configuration "
            : $"Requested hostname '{name}' did not match any ServerName/ServerAlias in the matching virtual host (default vhost for current connection is {request.Server.Location})";
        Log.Write(request, LogLevel.Error, "core", group is null ? 10156 : 10157, message);
        return 400;
    }

    // A host in the target outranks the header (RFC 9112 3.2.2); modules must not see two of them.
    private static void ReplaceHostHeader(Request request, string header)
    {
        var name = request.Hostname!.Contains(':') ? "[" + request.Hostname + "]" : request.Hostname;
        var replacement = request.HostPort != 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}:{request.HostPort}") : name;
        request.HeadersInUntracked.Set("Host", replacement);
        Log.Write(request, LogLevel.Debug, "core", 2417, $"Replacing host header '{header}' with host '{replacement}' given in the request uri");
    }

    private VirtualHostGroup? GroupFor(IPAddress local, int port)
    {
        if (_groups.Count == 0)
            return null;
        var address = local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local;
        return Find(address, port) ?? Find(address, 0) ?? Find(null, port) ?? Find(null, 0);
    }

    private VirtualHostGroup? Find(IPAddress? address, int port) => _groups.GetValueOrDefault((address, port));

    private static IPAddress? Unspecified(IPAddress? address) => address is null || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? null : address;
}
