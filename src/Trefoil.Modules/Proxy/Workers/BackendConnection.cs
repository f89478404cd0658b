using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Proxy.Workers;

/// <summary>One connection to a backend, lent by its worker's pool to one exchange at a time. Give it back with <see cref="ConnectionPool.Release"/>, once, whatever happened.</summary>
internal sealed class BackendConnection
{
    private AsyncDescriptor _descriptor;

    internal BackendConnection(ProxyWorker worker, AsyncDescriptor descriptor, string peer)
    {
        Worker = worker;
        _descriptor = descriptor;
        Peer = peer;
    }

    internal ProxyWorker Worker { get; }

    /// <summary>Address or socket path that it leads to, for logs; connections are reused for the same peer only.</summary>
    internal string Peer { get; }

    /// <summary>Where the awaits are; of the reactor of whoever has the connection now.</summary>
    internal AsyncDescriptor Descriptor => _descriptor;

    /// <summary>Set when the exchange has ended in a state that allows no other on this connection.</summary>
    internal bool MustClose { get; set; }

    /// <summary>True from the second exchange on: a failure before the first byte may only mean that the backend has ended an idle connection.</summary>
    internal bool IsReused { get; private set; }

    /// <summary>When it came back to the pool, in milliseconds of the monotonic clock.</summary>
    internal long IdleSince { get; set; }

    /// <summary>What a protocol keeps with the connection between exchanges.</summary>
    internal object? ProtocolState { get; set; }

    /// <summary>Reads: number of bytes, 0 at the end, -errno.</summary>
    internal ValueTask<int> ReceiveAsync(Memory<byte> buffer, int timeoutMilliseconds) => _descriptor.ReceiveAsync(buffer, timeoutMilliseconds);

    /// <summary>Writes everything: 0 or -errno.</summary>
    internal ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, int timeoutMilliseconds) => _descriptor.SendAsync(data, timeoutMilliseconds);

    /// <summary>Takes it out of rest for an exchange on this reactor; false where the backend has ended it meanwhile.</summary>
    internal bool TryWake(Reactor reactor)
    {
        if (!_descriptor.IsQuiet())
            return false;
        _descriptor = _descriptor.MoveTo(reactor);
        IsReused = true;
        MustClose = false;
        return true;
    }

    internal void Close() => _descriptor.Close();
}
