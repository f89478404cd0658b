using System.Net;
using System.Net.Sockets;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Io.Reactors;

namespace Trefoil.Http.Uris;

/// <summary>The client's host name, by HostnameLookups; its address where no name is to be had.</summary>
public static class RemoteHostName
{
    /// <summary>Name or address (ap_get_useragent_host with REMOTE_NAME).</summary>
    public static string Of(Request request) => Find(request, request.Directory<CoreDirectorySettings>().HostnameLookups) ?? request.ClientAddress.ToString();

    /// <summary>The name, checked by a forward lookup whatever HostnameLookups says (REMOTE_DOUBLE_REV: access rules by name); null if there is none.</summary>
    public static string? Checked(Request request) => Find(request, HostnameLookupMode.Double);

    private static string? Find(Request request, HostnameLookupMode mode)
    {
        var address = request.ClientAddress;
        if (mode == HostnameLookupMode.Off)
            return null;
        var names = request.Connection.State.GetOrCreate<LookedUpNames>();
        if (!names.ByAddress.TryGetValue((address, mode), out var name))
            names.ByAddress[(address, mode)] = name = LookUp(address, mode);
        return name;
    }

    private static string? LookUp(IPAddress address, HostnameLookupMode mode)
    {
        using (Blocking.Enter())
        {
            try
            {
                var name = Dns.GetHostEntry(address).HostName.ToLowerInvariant();
                if (mode != HostnameLookupMode.Double)
                    return name;
                return Array.Exists(Dns.GetHostAddresses(name), candidate => candidate.Equals(address)) ? name : null;
            }
            catch (SocketException)
            {
                return null;
            }
        }
    }

    private sealed class LookedUpNames
    {
        internal readonly Dictionary<(IPAddress, HostnameLookupMode), string?> ByAddress = [];
    }
}
