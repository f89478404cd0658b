using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>System calls that make listening sockets and control pairs. Each wrapper gives a result or -errno and is the only place of its call.</summary>
internal static unsafe partial class LibcSockets
{
    internal const int AF_UNIX = 1, AF_INET = 2, AF_INET6 = 10;
    internal const int SOCK_STREAM = 1, SOCK_DGRAM = 2, SOCK_SEQPACKET = 5, SOCK_NONBLOCK = 0x800, SOCK_CLOEXEC = 0x80000;
    internal const int SOL_SOCKET = 1, SO_REUSEADDR = 2, SO_TYPE = 3, SO_ERROR = 4, SO_SNDBUF = 7, SO_RCVBUF = 8, SO_KEEPALIVE = 9, SO_REUSEPORT = 15, SO_SNDTIMEO = 21, SO_ACCEPTCONN = 30, SCM_RIGHTS = 1;
    internal const int IPPROTO_TCP = 6, TCP_NODELAY = 1, TCP_DEFER_ACCEPT = 9, IPPROTO_IPV6 = 41, IPV6_V6ONLY = 26;
    internal const int MSG_DONTWAIT = 0x40, MSG_NOSIGNAL = 0x4000, MSG_CMSG_CLOEXEC = 0x40000000, MSG_CTRUNC = 8;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int bind(int fd, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    private static partial int listen(int fd, int backlog);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int connect(int fd, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int setsockopt(int fd, int level, int option, int* value, uint length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int getsockopt(int fd, int level, int option, int* value, uint* length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    private static partial int getsockname(int fd, byte* address, uint* length);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    private static partial int socketpair(int family, int type, int protocol, int* pair);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint sendmsg(int fd, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint recvmsg(int fd, MessageHeader* message, int flags);

    private static int Error() => -Marshal.GetLastPInvokeError();

    internal static int Socket(int family, int type)
    {
        var fd = socket(family, type | SOCK_CLOEXEC, 0);
        return fd >= 0 ? fd : Error();
    }

    internal static int Bind(int fd, ReadOnlySpan<byte> address)
    {
        fixed (byte* a = address)
            return bind(fd, a, (uint)address.Length) == 0 ? 0 : Error();
    }

    internal static int Listen(int fd, int backlog) => listen(fd, backlog) == 0 ? 0 : Error();

    internal static int Connect(int fd, ReadOnlySpan<byte> address)
    {
        fixed (byte* a = address)
            return connect(fd, a, (uint)address.Length) == 0 ? 0 : Error();
    }

    internal static int SetOption(int fd, int level, int option, int value) => setsockopt(fd, level, option, &value, 4) == 0 ? 0 : Error();

    /// <summary>A time-out in whole seconds (struct timeval).</summary>
    internal static int SetTimeout(int fd, int option, long seconds)
    {
        var time = stackalloc long[2];
        time[0] = seconds;
        time[1] = 0;
        return setsockopt(fd, SOL_SOCKET, option, (int*)time, 16) == 0 ? 0 : Error();
    }

    internal static int GetOption(int fd, int level, int option, out int value)
    {
        var got = 0;
        uint length = 4;
        var result = getsockopt(fd, level, option, &got, &length);
        value = got;
        return result == 0 ? 0 : Error();
    }

    internal static int GetName(int fd, Span<byte> address)
    {
        var length = (uint)address.Length;
        fixed (byte* a = address)
            return getsockname(fd, a, &length) == 0 ? (int)length : Error();
    }

    internal static int Pair(int type, out int first, out int second)
    {
        var pair = stackalloc int[2];
        var result = socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, pair);
        first = pair[0];
        second = pair[1];
        return result == 0 ? 0 : Error();
    }

    /// <summary>Sends one message with up to eight descriptors.</summary>
    internal static int SendMessage(int fd, ReadOnlySpan<byte> data, ReadOnlySpan<int> descriptors, int flags)
    {
        var control = stackalloc byte[64];
        fixed (byte* d = data)
        {
            var part = new MessagePart { Base = d, Length = (nuint)data.Length };
            var message = new MessageHeader { Parts = &part, PartCount = 1 };
            if (!descriptors.IsEmpty)
            {
                // struct cmsghdr: length 8, level 4, type 4, then the descriptors
                var length = 16 + descriptors.Length * 4;
                *(nuint*)control = (nuint)length;
                ((int*)control)[2] = SOL_SOCKET;
                ((int*)control)[3] = SCM_RIGHTS;
                descriptors.CopyTo(new Span<int>(control + 16, descriptors.Length));
                message.Control = control;
                message.ControlLength = (nuint)((length + 7) & ~7);
            }
            while (true)
            {
                var sent = sendmsg(fd, &message, flags | MSG_NOSIGNAL);
                if (sent >= 0)
                    return (int)sent;
                if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                    return Error();
            }
        }
    }

    /// <summary>Receives one message; descriptors arrive close-on-exec.</summary>
    internal static int ReceiveMessage(int fd, Span<byte> data, Span<int> descriptors, out int descriptorCount, int flags)
    {
        var control = stackalloc byte[64];
        descriptorCount = 0;
        fixed (byte* d = data)
        {
            var part = new MessagePart { Base = d, Length = (nuint)data.Length };
            while (true)
            {
                var message = new MessageHeader { Parts = &part, PartCount = 1, Control = control, ControlLength = 64 };
                var got = recvmsg(fd, &message, flags | MSG_CMSG_CLOEXEC);
                if (got < 0)
                {
                    if (Marshal.GetLastPInvokeError() == Errno.EINTR)
                        continue;
                    return Error();
                }
                if (message.ControlLength >= 20 && ((int*)control)[2] == SOL_SOCKET && ((int*)control)[3] == SCM_RIGHTS)
                {
                    var count = (int)((*(nuint*)control - 16) / 4);
                    for (var i = 0; i < count; i++)
                    {
                        var received = ((int*)(control + 16))[i];
                        if (descriptorCount < descriptors.Length)
                            descriptors[descriptorCount++] = received;
                        else
                            LibcFiles.Close(received);
                    }
                }
                return (int)got;
            }
        }
    }
}

/// <summary>struct iovec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessagePart
{
    public byte* Base;
    public nuint Length;
}

/// <summary>struct msghdr on LP64: 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public void* Name;
    public uint NameLength;
    public MessagePart* Parts;
    public nuint PartCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;
}
