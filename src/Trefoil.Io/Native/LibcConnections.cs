using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>The calls on connected sockets that a request makes. Each wrapper gives a result or -errno and is the only place of its call.</summary>
internal static unsafe partial class LibcConnections
{
    internal const int MSG_MORE = 0x8000, MSG_NOSIGNAL = 0x4000, MSG_DONTWAIT = 0x40, MSG_PEEK = 2;
    internal const int SHUT_RD = 0, SHUT_WR = 1, SHUT_RDWR = 2;
    private const int SOCK_NONBLOCK_CLOEXEC = 0x800 | 0x80000;

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    private static partial int accept4(int fd, byte* address, uint* length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint recv(int fd, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint send(int fd, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "writev", SetLastError = true)]
    private static partial nint writev(int fd, IoVector* vectors, int count);

    [LibraryImport("libc", EntryPoint = "sendfile", SetLastError = true)]
    private static partial nint sendfile(int to, int from, long* offset, nuint count);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    private static partial int shutdown(int fd, int how);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    private static partial int getsockname(int fd, byte* address, uint* length);

    [StructLayout(LayoutKind.Sequential)]
    private struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    private static int Error() => -Marshal.GetLastPInvokeError();

    /// <summary>Accepts without blocking; the peer's sockaddr is written to <paramref name="address"/> (28 bytes at least).</summary>
    internal static int Accept(int fd, Span<byte> address)
    {
        fixed (byte* a = address)
        {
            var length = (uint)address.Length;
            var accepted = accept4(fd, a, &length, SOCK_NONBLOCK_CLOEXEC);
            return accepted >= 0 ? accepted : Error();
        }
    }

    internal static int Receive(int fd, Span<byte> buffer)
    {
        fixed (byte* b = buffer)
        {
            while (true)
            {
                var got = recv(fd, b, (nuint)buffer.Length, MSG_DONTWAIT);
                if (got >= 0)
                    return (int)got;
                var error = Error();
                if (error != -Errno.EINTR)
                    return error;
            }
        }
    }

    /// <summary>Looks whether there is something to read, without taking it: 1, 0 at the end, or -errno.</summary>
    internal static int Peek(int fd)
    {
        byte one;
        while (true)
        {
            var got = recv(fd, &one, 1, MSG_DONTWAIT | MSG_PEEK);
            if (got >= 0)
                return (int)got;
            var error = Error();
            if (error != -Errno.EINTR)
                return error;
        }
    }

    internal static int Send(int fd, ReadOnlySpan<byte> data, bool more)
    {
        fixed (byte* d = data)
        {
            while (true)
            {
                var put = send(fd, d, (nuint)data.Length, MSG_NOSIGNAL | MSG_DONTWAIT | (more ? MSG_MORE : 0));
                if (put >= 0)
                    return (int)put;
                var error = Error();
                if (error != -Errno.EINTR)
                    return error;
            }
        }
    }

    /// <summary>Sends two pieces as one.</summary>
    internal static int Send(int fd, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        fixed (byte* a = first)
        fixed (byte* b = second)
        {
            var vectors = stackalloc IoVector[2];
            vectors[0] = new IoVector { Base = a, Length = (nuint)first.Length };
            vectors[1] = new IoVector { Base = b, Length = (nuint)second.Length };
            while (true)
            {
                var put = writev(fd, vectors, 2);
                if (put >= 0)
                    return (int)put;
                var error = Error();
                if (error != -Errno.EINTR)
                    return error;
            }
        }
    }

    internal static nint SendFile(int to, int from, long offset, long count)
    {
        while (true)
        {
            var put = sendfile(to, from, &offset, (nuint)count);
            if (put >= 0)
                return put;
            var error = Error();
            if (error != -Errno.EINTR)
                return error;
        }
    }

    internal static int Shutdown(int fd, int how) => shutdown(fd, how) == 0 ? 0 : Error();

    internal static int LocalAddress(int fd, Span<byte> address)
    {
        fixed (byte* a = address)
        {
            var length = (uint)address.Length;
            return getsockname(fd, a, &length) == 0 ? (int)length : Error();
        }
    }
}
