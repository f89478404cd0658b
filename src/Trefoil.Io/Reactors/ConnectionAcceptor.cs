using Trefoil.Io.Native;
using Trefoil.Io.Sockets;

namespace Trefoil.Io.Reactors;

/// <summary>Accepts one connection for a thread that serves one at a time; <see cref="Reactor.Adopt"/> takes it over.</summary>
public static class ConnectionAcceptor
{
    /// <summary>Accepts: the descriptor (non-blocking, close-on-exec), -EAGAIN where nobody waits, other -errno.</summary>
    public static int Accept(Listener listener, out SocketAddress peer)
    {
        Span<byte> address = stackalloc byte[32];
        var accepted = LibcConnections.Accept(listener.Descriptor, address);
        peer = accepted >= 0 ? SocketAddress.Parse(address) : default;
        return accepted;
    }

    /// <summary>True for errors that say that this process or the system is short of something.</summary>
    public static bool IsPressure(int errno) => AcceptErrors.IsPressure(errno);
}
