using System.Net;
using System.Net.Sockets;
using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Io.Sockets;

/// <summary>One listening socket and what the configuration says about it. The parent makes it; children get the descriptor.</summary>
public sealed class Listener
{
    /// <summary>Wraps a descriptor that listens already.</summary>
    public Listener(int descriptor, IPAddress address, int port, string protocol, int bucket = 0)
    {
        Descriptor = descriptor;
        Address = address;
        Port = port;
        Protocol = protocol;
        Bucket = bucket;
    }

    /// <summary>The socket (non-blocking, close-on-exec).</summary>
    public int Descriptor { get; private set; }

    /// <summary>The address bound to; IPv6Any means every address of both families.</summary>
    public IPAddress Address { get; }

    /// <summary>The port bound to (the one chosen by the kernel where 0 was asked for).</summary>
    public int Port { get; }

    /// <summary>The protocol of the Listen line: "http", "https" or another word.</summary>
    public string Protocol { get; }

    /// <summary>Which of several sockets on the same address this is.</summary>
    public int Bucket { get; }

    /// <summary>True when another process holds the socket too, on its own account (socket activation, the server before an upgrade).</summary>
    public bool IsShared { get; private init; }

    /// <summary>Takes over a listening, non-blocking descriptor whose address does not matter.</summary>
    public Listener(int descriptor, string protocol)
        : this(descriptor, IPAddress.Any, 0, protocol)
    {
    }

    /// <summary>Opens, binds and listens. On failure null; <paramref name="step"/> names what failed and <paramref name="error"/> is -errno.</summary>
    /// <remarks>TCP_NODELAY is set here once: accepted sockets inherit it.</remarks>
    public static Listener? Open(IPAddress address, int port, string protocol, ListenerOptions options, int bucket, out ListenStep step, out int error)
    {
        step = ListenStep.Socket;
        var isV6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        var fd = error = LibcSockets.Socket(isV6 ? LibcSockets.AF_INET6 : LibcSockets.AF_INET, LibcSockets.SOCK_STREAM | LibcSockets.SOCK_NONBLOCK);
        if (fd < 0)
            return null;
        Span<byte> name = stackalloc byte[SocketName.MaxLength];
        var length = SocketName.Write(address, port, name);
        if (isV6)
            LibcSockets.SetOption(fd, LibcSockets.IPPROTO_IPV6, LibcSockets.IPV6_V6ONLY, 0);
        if (Try(ListenStep.ReuseAddress, LibcSockets.SetOption(fd, LibcSockets.SOL_SOCKET, LibcSockets.SO_REUSEADDR, 1), ref step, ref error)
            && Try(ListenStep.KeepAlive, LibcSockets.SetOption(fd, LibcSockets.SOL_SOCKET, LibcSockets.SO_KEEPALIVE, 1), ref step, ref error)
            && (!options.ReusePort || Try(ListenStep.ReusePort, LibcSockets.SetOption(fd, LibcSockets.SOL_SOCKET, LibcSockets.SO_REUSEPORT, 1), ref step, ref error))
            && Try(ListenStep.Bind, LibcSockets.Bind(fd, name[..length]), ref step, ref error))
        {
            Apply(fd, options);
            if (Try(ListenStep.Listen, LibcSockets.Listen(fd, options.Backlog), ref step, ref error))
                return new Listener(fd, address, port != 0 ? port : BoundPort(fd), protocol, bucket);
        }
        FileSystem.Close(fd);
        return null;
    }

    /// <summary>Wraps a descriptor that somebody else bound (socket activation, an upgrade); null if it does not listen on IP.</summary>
    public static Listener? Adopt(int descriptor, string protocol)
    {
        Span<byte> name = stackalloc byte[SocketName.MaxLength];
        if (LibcSockets.GetOption(descriptor, LibcSockets.SOL_SOCKET, LibcSockets.SO_ACCEPTCONN, out var listening) < 0 || listening == 0)
            return null;
        var length = LibcSockets.GetName(descriptor, name);
        if (length <= 0)
            return null;
        // The family is kept as bound: [::] must stay apart from 0.0.0.0.
        var address = BitConverter.ToUInt16(name) == LibcSockets.AF_INET6 ? new IPAddress(name.Slice(8, 16)) : SocketName.Read(name[..length], out _);
        SocketName.Read(name[..length], out var port);
        if (address is null)
            return null;
        SetInheritable(descriptor, false);
        // Service managers hand over blocking sockets, in which a thread would sleep whenever another process was faster.
        LibcMemory.Control(descriptor, LibcMemory.F_SETFL, LibcMemory.Control(descriptor, LibcMemory.F_GETFL, 0) | LibcMemory.O_NONBLOCK);
        return new Listener(descriptor, address, port, protocol) { IsShared = true };
    }

    /// <summary>Changes what may change on a living socket: backlog, buffers, deferred accept.</summary>
    public void Reconfigure(ListenerOptions options)
    {
        Apply(Descriptor, options);
        // Sockets that join on the same address need the option on the ones that are there.
        if (options.ReusePort)
            LibcSockets.SetOption(Descriptor, LibcSockets.SOL_SOCKET, LibcSockets.SO_REUSEPORT, 1);
        LibcSockets.Listen(Descriptor, options.Backlog);
    }

    /// <summary>The same socket under another protocol word.</summary>
    public Listener With(string protocol) => protocol == Protocol ? this : new Listener(Descriptor, Address, Port, protocol, Bucket) { IsShared = IsShared };

    /// <summary>The same socket as one of several on its address.</summary>
    public Listener InBucket(int bucket) => bucket == Bucket ? this : new Listener(Descriptor, Address, Port, Protocol, bucket) { IsShared = IsShared };

    /// <summary>
    /// Ends the listening itself, in every process that holds the socket, whatever it is busy with: from now on clients are refused. Not for a shared socket, whose
    /// other holder goes on listening.
    /// </summary>
    public void StopListening()
    {
        if (!IsShared && Descriptor >= 0)
            LibcConnections.Shutdown(Descriptor, LibcConnections.SHUT_RDWR);
    }

    /// <summary>Closes the descriptor of this process.</summary>
    public void Close()
    {
        if (Descriptor < 0)
            return;
        FileSystem.Close(Descriptor);
        Descriptor = -1;
    }

    /// <inheritdoc/>
    public override string ToString() => Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Address}]:{Port}" : $"{Address}:{Port}";

    internal static void SetInheritable(int descriptor, bool inheritable) => LibcMemory.Control(descriptor, LibcMemory.F_SETFD, inheritable ? 0 : 1);

    private static void Apply(int fd, ListenerOptions options)
    {
        if (options.SendBufferSize > 0)
            LibcSockets.SetOption(fd, LibcSockets.SOL_SOCKET, LibcSockets.SO_SNDBUF, options.SendBufferSize);
        if (options.ReceiveBufferSize > 0)
            LibcSockets.SetOption(fd, LibcSockets.SOL_SOCKET, LibcSockets.SO_RCVBUF, options.ReceiveBufferSize);
        LibcSockets.SetOption(fd, LibcSockets.IPPROTO_TCP, LibcSockets.TCP_NODELAY, 1);
        LibcSockets.SetOption(fd, LibcSockets.IPPROTO_TCP, LibcSockets.TCP_DEFER_ACCEPT, options.DeferAccept);
    }

    private static int BoundPort(int fd)
    {
        Span<byte> name = stackalloc byte[SocketName.MaxLength];
        var length = LibcSockets.GetName(fd, name);
        SocketName.Read(name[..Math.Max(length, 0)], out var port);
        return port;
    }

    private static bool Try(ListenStep now, int result, ref ListenStep step, ref int error)
    {
        step = now;
        error = result;
        return result == 0;
    }
}
