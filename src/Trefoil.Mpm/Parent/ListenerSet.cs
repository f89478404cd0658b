using System.Net;
using System.Net.Sockets;
using Trefoil.Io.Native;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm.Parent;

/// <summary>
/// The listening sockets of one configuration. A restart makes the next set out of this one: sockets on addresses that both have are kept open, so that no
/// connection in their queues is lost.
/// </summary>
internal sealed class ListenerSet
{
    private readonly List<Listener> _opened = [];

    private ListenerSet(List<Listener> listeners) => Listeners = listeners;

    /// <summary>All sockets, all buckets.</summary>
    internal List<Listener> Listeners { get; }

    /// <summary>Opens what a configuration asks for. Null where one address cannot be had; the reasons are in <paramref name="errors"/>.</summary>
    /// <param name="settings">The Listen lines and options.</param>
    /// <param name="buckets">Sockets for each address.</param>
    /// <param name="former">Sockets that may be used again.</param>
    /// <param name="errors">Log lines: level crit or error, code, text, errno.</param>
    internal static ListenerSet? Open(MpmSettings settings, int buckets, IReadOnlyList<Listener> former, List<ListenError> errors)
    {
        var set = new ListenerSet([]);
        var reusePort = settings.ListenCoresBucketsRatio > 0;
        foreach (var entry in settings.Listens)
        {
            var options = new ListenerOptions
            {
                Backlog = settings.ListenBacklog,
                SendBufferSize = settings.SendBufferSize,
                ReceiveBufferSize = settings.ReceiveBufferSize,
                ReusePort = reusePort,
                DeferAccept = DefersAccept(settings, entry.Protocol) ? settings.ListenTcpDeferAccept : 0,
            };
            foreach (var address in Resolve(entry, errors))
            {
                for (var bucket = 0; bucket < buckets; bucket++)
                    set.Add(entry, address, options, bucket, former, errors);
            }
        }
        if (errors.Count == 0 && set.Listeners.Count > 0)
            return set;
        foreach (var listener in set._opened)
            listener.Close();
        return null;
    }

    /// <summary>Closes the sockets that the other set does not use.</summary>
    internal void CloseAllBut(ListenerSet? other)
    {
        foreach (var listener in Listeners)
        {
            if (other is null || !other.Listeners.Exists(kept => kept.Descriptor == listener.Descriptor))
                listener.Close();
        }
    }

    /// <summary>The server listens no more: clients are refused from now on, unless another server has the sockets too.</summary>
    /// <param name="keepsListening">True where a successor has taken the sockets over.</param>
    /// <param name="sets">All sets in use; they may have sockets in common.</param>
    internal static void End(bool keepsListening, params ReadOnlySpan<ListenerSet?> sets)
    {
        var done = new HashSet<int>();
        foreach (var set in sets)
        {
            foreach (var listener in set?.Listeners ?? [])
            {
                // Two entries may stand for one socket under two protocols; its number may be another's once it is closed.
                if (!done.Add(listener.Descriptor))
                    continue;
                if (!keepsListening)
                    listener.StopListening();
                listener.Close();
            }
        }
    }

    /// <summary>Closes what was opened anew for this set, where it does not come into use.</summary>
    internal void Abandon()
    {
        foreach (var listener in _opened)
            listener.Close();
    }

    /// <summary>A server that speaks first must see a connection before its first byte, so only protocols with a filter are deferred.</summary>
    private static bool DefersAccept(MpmSettings settings, string protocol) =>
        settings.AcceptFilters.TryGetValue(protocol, out var filter) && !filter.Equals("none", StringComparison.OrdinalIgnoreCase);

    private void Add(ListenEntry entry, IPAddress address, ListenerOptions options, int bucket, IReadOnlyList<Listener> former, List<ListenError> errors)
    {
        // [::] listens for IPv4 too, so a 0.0.0.0 on the same port has nothing left to do.
        if (address.Equals(IPAddress.Any) && Listeners.Exists(other => other.Port == entry.Port && other.Bucket == bucket && other.Address.Equals(IPAddress.IPv6Any)))
            return;
        var known = former.FirstOrDefault(other => other.Port == entry.Port && other.Bucket == bucket && other.Address.Equals(address));
        if (known is not null)
        {
            known.Reconfigure(options);
            Listeners.Add(known.With(entry.Protocol));
            return;
        }
        var listener = Listener.Open(address, entry.Port, entry.Protocol, options, bucket, out var step, out var error);
        if (listener is null)
        {
            errors.Add(ListenError.For(step, -error, address, entry.Port));
            return;
        }
        _opened.Add(listener);
        Listeners.Add(listener);
    }

    private static IPAddress[] Resolve(ListenEntry entry, List<ListenError> errors)
    {
        if (entry.Host is null)
            return [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];
        if (IPAddress.TryParse(entry.Host, out var address))
            return [address];
        try
        {
            var found = Dns.GetHostAddresses(entry.Host);
            if (found.Length > 0)
                return found;
        }
        catch (SocketException)
        {
        }
        errors.Add(new ListenError(77, $"alloc_listener: failed to set up sockaddr for {entry.Host}", 0));
        return [];
    }
}
