using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Trefoil.Io.Reactors;

namespace Trefoil.Http.Uris;

/// <summary>Names of our own addresses for UseCanonicalName DNS; each is looked up once.</summary>
internal static class LocalHostNames
{
    private static readonly ConcurrentDictionary<IPAddress, string> Known = new();

    internal static string? Resolve(IPAddress address)
    {
        if (Known.TryGetValue(address, out var known))
            return known.Length == 0 ? null : known;
        string name;
        using (Blocking.Enter())
        {
            try
            {
                name = Dns.GetHostEntry(address).HostName.ToLowerInvariant();
            }
            catch (SocketException)
            {
                name = "";
            }
        }
        Known[address] = name;
        return name.Length == 0 ? null : name;
    }
}
