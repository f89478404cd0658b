using System.Net;

namespace Trefoil.Io.Sockets;

/// <summary>How an outgoing connection is made.</summary>
public sealed record DialOptions
{
    /// <summary>Nothing particular.</summary>
    public static readonly DialOptions Default = new();

    /// <summary>SO_RCVBUF; 0 leaves the kernel's.</summary>
    public int ReceiveBufferSize { get; init; }

    /// <summary>Probes of an idle connection (SO_KEEPALIVE).</summary>
    public bool KeepAlive { get; init; }

    /// <summary>The address to come from, or null.</summary>
    public IPAddress? SourceAddress { get; init; }
}

/// <summary>What became of an attempt to connect.</summary>
/// <param name="Connection">The connection; null where it failed.</param>
/// <param name="Error">A positive errno where it failed.</param>
public readonly record struct DialResult(Reactors.AsyncDescriptor? Connection, int Error);
