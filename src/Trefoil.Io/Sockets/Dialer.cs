using Trefoil.Io.Files;
using Trefoil.Io.Native;
using Trefoil.Io.Reactors;

namespace Trefoil.Io.Sockets;

/// <summary>Makes outgoing connections whose awaits are fulfilled by the reactor of the caller.</summary>
public static class Dialer
{
    private const int BacklogPause = 20;

    /// <summary>Connects; the timeout (-1: none) is for the whole attempt.</summary>
    public static ValueTask<DialResult> ConnectAsync(Reactor reactor, Destination destination, int timeoutMilliseconds, DialOptions? options = null)
    {
        var descriptor = Open(destination, options ?? DialOptions.Default);
        if (descriptor < 0)
            return new ValueTask<DialResult>(new DialResult(null, -descriptor));
        var result = LibcSockets.Connect(descriptor, destination.Name);
        if (result == 0)
            return new ValueTask<DialResult>(new DialResult(new AsyncDescriptor(reactor, descriptor, isSocket: true), 0));
        if (result == -Errno.EINPROGRESS)
            return FinishAsync(new AsyncDescriptor(reactor, descriptor, isSocket: true), timeoutMilliseconds);
        if (result == -Errno.EAGAIN && destination.IsUnix)
            return RetryAsync(reactor, descriptor, destination, timeoutMilliseconds);
        FileSystem.Close(descriptor);
        return new ValueTask<DialResult>(new DialResult(null, -result));
    }

    private static int Open(Destination destination, DialOptions options)
    {
        var descriptor = LibcSockets.Socket(destination.Family, LibcSockets.SOCK_STREAM | LibcSockets.SOCK_NONBLOCK);
        if (descriptor < 0)
            return descriptor;
        if (options.ReceiveBufferSize > 0)
            LibcSockets.SetOption(descriptor, LibcSockets.SOL_SOCKET, LibcSockets.SO_RCVBUF, options.ReceiveBufferSize);
        if (destination.IsUnix)
            return descriptor;
        LibcSockets.SetOption(descriptor, LibcSockets.IPPROTO_TCP, LibcSockets.TCP_NODELAY, 1);
        if (options.KeepAlive)
            LibcSockets.SetOption(descriptor, LibcSockets.SOL_SOCKET, LibcSockets.SO_KEEPALIVE, 1);
        if (options.SourceAddress is not { } source)
            return descriptor;
        Span<byte> name = stackalloc byte[SocketName.MaxLength];
        var bound = LibcSockets.Bind(descriptor, name[..SocketName.Write(source, 0, name)]);
        if (bound == 0)
            return descriptor;
        FileSystem.Close(descriptor);
        return bound;
    }

    private static async ValueTask<DialResult> FinishAsync(AsyncDescriptor connection, int timeoutMilliseconds)
    {
        var waited = await connection.WaitWritableAsync(timeoutMilliseconds);
        var error = -waited;
        if (waited == 0)
            error = LibcSockets.GetOption(connection.Descriptor, LibcSockets.SOL_SOCKET, LibcSockets.SO_ERROR, out var pending) == 0 ? pending : Errno.EIO;
        if (error == 0)
            return new DialResult(connection, 0);
        connection.Close();
        return new DialResult(null, error);
    }

    /// <summary>A full backlog of a Unix socket is no refusal, but nothing tells when there is room again.</summary>
    private static async ValueTask<DialResult> RetryAsync(Reactor reactor, int descriptor, Destination destination, int timeoutMilliseconds)
    {
        var deadline = timeoutMilliseconds < 0 ? long.MaxValue : Environment.TickCount64 + timeoutMilliseconds;
        var result = -Errno.EAGAIN;
        using var pause = new ReactorSignal(reactor);
        while (result == -Errno.EAGAIN && Environment.TickCount64 < deadline)
        {
            await pause.WaitAsync(BacklogPause);
            result = LibcSockets.Connect(descriptor, destination.Name);
        }
        if (result == 0)
            return new DialResult(new AsyncDescriptor(reactor, descriptor, isSocket: true), 0);
        FileSystem.Close(descriptor);
        return new DialResult(null, result == -Errno.EAGAIN ? Errno.EAGAIN : -result);
    }
}
