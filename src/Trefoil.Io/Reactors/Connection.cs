using Trefoil.Io.Native;
using Trefoil.Io.Sockets;

namespace Trefoil.Io.Reactors;

/// <summary>An accepted connection. Between requests it is parked: no thread, no worker slot, no buffer; only this object.</summary>
public sealed class Connection : AsyncDescriptor
{
    private const int LingerMilliseconds = 30_000, ShortLingerMilliseconds = 2_000;

    internal Connection(Reactor reactor, int descriptor, Listener listener, in SocketAddress peer)
        : base(reactor, descriptor, isSocket: true)
    {
        Listener = listener;
        Peer = peer;
    }

    /// <summary>The listener that it came through.</summary>
    public Listener Listener { get; }

    /// <summary>The client's address and port.</summary>
    public SocketAddress Peer { get; }

    /// <summary>Our address and port as the client sees them.</summary>
    public SocketAddress Local
    {
        get
        {
            Span<byte> address = stackalloc byte[32];
            return LibcConnections.LocalAddress(Descriptor, address) > 0 ? SocketAddress.Parse(address) : default;
        }
    }

    /// <summary>What the handler keeps with it.</summary>
    public object? Tag { get; set; }

    /// <summary>The worker slot that a waiting request was given, or that prefork and worker tie to the connection.</summary>
    public WorkerSlot? WorkerSlot { get; set; }

    /// <summary>True while it waits for its next input, see <see cref="Park"/>.</summary>
    public bool IsParked => (State & Parked) != 0;

    /// <summary>True while only the client's last bytes are drained.</summary>
    public bool IsLingering => (State & Lingering) != 0;

    /// <summary>What it is about, for status pages; kept by the handler.</summary>
    public ConnectionActivity Activity { get; set; }

    /// <summary>Waits for the next input without holding a thread, a slot or a buffer. Nothing of the connection may be touched by the caller afterwards.</summary>
    public void Park(int timeoutMilliseconds)
    {
        SetDeadline(timeoutMilliseconds);
        if (!TryWaitState(ReadReady, Parked))
            Reactor.ServeAgain(this);
    }

    /// <summary>
    /// Ends our sending side, drains what the client still sends and closes at its end, or after 30 s (2 s when short), so that no response is lost to a reset
    /// (RFC 9112, 9.6).
    /// </summary>
    public void CloseGracefully(bool shortLinger)
    {
        if (IsClosed)
            return;
        Shutdown(LibcConnections.SHUT_WR);
        Reactor.CountLingering(1);
        SetState(Lingering);
        SetDeadline(shortLinger ? ShortLingerMilliseconds : LingerMilliseconds);
        Drain();
    }

    internal void AddTo(ref ConnectionCounts counts)
    {
        var state = State;
        if ((state & Lingering) != 0)
            counts.Lingering++;
        else if ((state & Parked) != 0 && Activity == ConnectionActivity.Idle)
            counts.Idle++;
        else if ((state & WaitWrite) != 0 && Activity == ConnectionActivity.Draining)
            counts.Draining++;
    }

    /// <summary>Closes at once; fit when everything received was read, since a close with unread input resets the connection.</summary>
    public void Abort() => Close();

    private protected override void OnClosed(bool wasLingering)
    {
        if (wasLingering)
            Reactor.CountLingering(-1);
        Reactor.OnConnectionClosed(this);
    }

    private protected override void OnParkedReadable()
    {
        if (IsLingering)
            Drain();
        else
            Reactor.Serve(this);
    }

    private protected override void OnParkedTimeout()
    {
        if (IsLingering)
            Close();
        else
            Reactor.OnParkTimeout(this);
    }

    private void Drain()
    {
        Span<byte> waste = stackalloc byte[4096];
        do
        {
            int got;
            while ((got = TryReceive(waste)) > 0)
            {
            }
            if (got != -Errno.EAGAIN)
            {
                Close();
                return;
            }
        }
        while (!TryWaitState(ReadReady, Parked));
    }
}
