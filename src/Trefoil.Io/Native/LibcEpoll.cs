using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>epoll(7) and eventfd(2). Each wrapper gives a result or -errno and is the only place of its call.</summary>
internal static unsafe partial class LibcEpoll
{
    internal const uint EPOLLIN = 1, EPOLLOUT = 4, EPOLLERR = 8, EPOLLHUP = 0x10, EPOLLRDHUP = 0x2000, EPOLLEXCLUSIVE = 1u << 28, EPOLLET = 1u << 31;
    internal const int EPOLL_CTL_ADD = 1, EPOLL_CTL_DEL = 2, EPOLL_CTL_MOD = 3;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int fd, byte* entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int epoll_wait(int epoll, byte* events, int count, int timeout);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int eventfd(uint initial, int flags);

    /// <summary>Bytes of one struct epoll_event: packed on x86-64, padded elsewhere (epoll_ctl(2)).</summary>
    internal static int EventSize { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private static int DataOffset => EventSize - 8;

    internal static int Create()
    {
        var fd = epoll_create1(0x80000);
        return fd >= 0 ? fd : -Marshal.GetLastPInvokeError();
    }

    internal static int Control(int epoll, int operation, int fd, uint events, ulong data)
    {
        var entry = stackalloc byte[16];
        *(uint*)entry = events;
        *(ulong*)(entry + DataOffset) = data;
        return epoll_ctl(epoll, operation, fd, entry) == 0 ? 0 : -Marshal.GetLastPInvokeError();
    }

    /// <summary>Waits; a signal ends the wait with 0 events.</summary>
    internal static int Wait(int epoll, EpollEvents events, int timeoutMilliseconds)
    {
        var count = epoll_wait(epoll, events.Pointer, events.Capacity, timeoutMilliseconds);
        if (count >= 0)
            return count;
        var errno = Marshal.GetLastPInvokeError();
        return errno == Errno.EINTR ? 0 : -errno;
    }

    internal static int CreateEvent()
    {
        var fd = eventfd(0, 0x80000 | 0x800);
        return fd >= 0 ? fd : -Marshal.GetLastPInvokeError();
    }
}

/// <summary>The kernel's answer array for one epoll set; native memory, alive as long as its reactor.</summary>
internal sealed unsafe class EpollEvents : IDisposable
{
    private readonly int _size = LibcEpoll.EventSize;

    internal EpollEvents(int capacity)
    {
        Capacity = capacity;
        Pointer = (byte*)NativeMemory.AllocZeroed((nuint)(capacity * LibcEpoll.EventSize));
    }

    internal int Capacity { get; }

    internal byte* Pointer { get; private set; }

    internal uint Events(int index) => *(uint*)(Pointer + index * _size);

    internal ulong Data(int index) => *(ulong*)(Pointer + index * _size + _size - 8);

    public void Dispose()
    {
        NativeMemory.Free(Pointer);
        Pointer = null;
    }
}
