using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Trefoil.Io.Reactors;

namespace Trefoil.Io.Sockets;

/// <summary>Addresses of host names, kept for as long as the asker allows. A lookup blocks its thread and says so, so in the event MPM another one leads meanwhile.</summary>
public sealed class HostAddresses
{
    private readonly ConcurrentDictionary<string, Entry> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The addresses of a name, or of an address itself; null and the reason where there are none.</summary>
    /// <param name="host">Name or literal address, IPv6 without brackets.</param>
    /// <param name="longestAge">Milliseconds that an earlier answer may be old; -1 for any age, 0 asks anew.</param>
    /// <param name="error">Why there is none.</param>
    public IPAddress[]? Find(string host, long longestAge, out string? error)
    {
        error = null;
        if (_known.TryGetValue(host, out var entry) && (longestAge < 0 || Environment.TickCount64 - entry.Time < longestAge))
            return entry.Addresses;
        if (IPAddress.TryParse(host, out var literal) && (host.Contains(':') || host.AsSpan().Count('.') == 3))
            return Keep(host, [literal]);
        try
        {
            using (Blocking.Enter())
                return Keep(host, Dns.GetHostAddresses(host));
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            error = failure.Message;
            return null;
        }
    }

    /// <summary>The next one who asks gets a fresh answer: the address at hand did not serve.</summary>
    public void Forget(string host) => _known.TryRemove(host, out _);

    private IPAddress[]? Keep(string host, IPAddress[] addresses)
    {
        if (addresses.Length == 0)
            return null;
        _known[host] = new Entry(addresses, Environment.TickCount64);
        return addresses;
    }

    private readonly record struct Entry(IPAddress[] Addresses, long Time);
}
