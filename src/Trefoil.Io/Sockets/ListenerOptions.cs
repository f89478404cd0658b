namespace Trefoil.Io.Sockets;

/// <summary>How a listening socket is made.</summary>
public sealed record ListenerOptions
{
    /// <summary>ListenBacklog.</summary>
    public int Backlog { get; init; } = 511;

    /// <summary>SendBufferSize; 0 leaves the kernel's.</summary>
    public int SendBufferSize { get; init; }

    /// <summary>ReceiveBufferSize; 0 leaves the kernel's.</summary>
    public int ReceiveBufferSize { get; init; }

    /// <summary>Seconds for TCP_DEFER_ACCEPT; 0 delivers a connection before its first byte.</summary>
    public int DeferAccept { get; init; }

    /// <summary>SO_REUSEPORT, so that several sockets share the address (ListenCoresBucketsRatio).</summary>
    public bool ReusePort { get; init; }
}
