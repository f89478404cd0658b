namespace Trefoil.Io.Sockets;

/// <summary>The step at which opening a listener failed; each has a log line of its own.</summary>
public enum ListenStep
{
    /// <summary>socket(2).</summary>
    Socket,
    /// <summary>SO_REUSEADDR.</summary>
    ReuseAddress,
    /// <summary>SO_KEEPALIVE.</summary>
    KeepAlive,
    /// <summary>SO_REUSEPORT.</summary>
    ReusePort,
    /// <summary>bind(2).</summary>
    Bind,
    /// <summary>listen(2).</summary>
    Listen,
}
