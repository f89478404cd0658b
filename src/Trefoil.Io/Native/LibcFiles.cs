using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>System calls on files. Each wrapper gives a result or -errno and is the only place of its call.</summary>
internal static unsafe partial class LibcFiles
{
    internal const int AT_FDCWD = -100, AT_SYMLINK_NOFOLLOW = 0x100, AT_EMPTY_PATH = 0x1000, AT_REMOVEDIR = 0x200;
    internal const uint STATX_BASIC_STATS = 0x7ff;
    internal const int SYS_openat2 = 437, SYS_getdents64 = 217;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int openat(int directory, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int close(int fd);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int statx(int directory, byte* path, int flags, uint mask, StatxBuffer* buffer);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    private static partial nint pread(int fd, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint read(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint write(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static partial nint readlinkat(int directory, byte* path, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint syscall(nint number, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    private static partial int unlinkat(int directory, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static partial int rename(byte* from, byte* to);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    private static partial int mkdir(byte* path, uint mode);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true)]
    private static partial int chmod(byte* path, uint mode);

    [LibraryImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    private static partial int faccessat(int directory, byte* path, int mode, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int fcntl(int fd, int command, nint argument);

    private static int Error() => -Marshal.GetLastPInvokeError();

    internal static int Open(int directory, string path, int flags, uint mode)
    {
        Span<byte> buffer = path.Length < ByteText.StackLength ? stackalloc byte[ByteText.StackLength] : new byte[path.Length + 1];
        fixed (byte* p = ByteText.Encode(path, buffer))
        {
            while (true)
            {
                var fd = openat(directory, p, flags, mode);
                if (fd >= 0)
                    return fd;
                if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                    return Error();
            }
        }
    }

    internal static int OpenBeneath(int directory, string path, int flags, ulong resolve)
    {
        Span<byte> buffer = path.Length < ByteText.StackLength ? stackalloc byte[ByteText.StackLength] : new byte[path.Length + 1];
        Span<ulong> how = [(ulong)flags, 0, resolve];
        fixed (byte* p = ByteText.Encode(path, buffer))
        fixed (ulong* h = how)
        {
            var fd = syscall(SYS_openat2, directory, (nint)p, (nint)h, 24);
            return fd >= 0 ? (int)fd : Error();
        }
    }

    internal static int Duplicate(int fd)
    {
        const int F_DUPFD_CLOEXEC = 1030;
        var copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
        return copy >= 0 ? copy : Error();
    }

    internal static void Close(int fd) => close(fd);

    internal static int Statx(int directory, string path, int flags, out StatxBuffer status)
    {
        Span<byte> buffer = path.Length < ByteText.StackLength ? stackalloc byte[ByteText.StackLength] : new byte[path.Length + 1];
        fixed (byte* p = ByteText.Encode(path, buffer))
        fixed (StatxBuffer* s = &status)
            return statx(directory, p, flags, STATX_BASIC_STATS, s) == 0 ? 0 : Error();
    }

    internal static nint Pread(int fd, Span<byte> buffer, long offset)
    {
        fixed (byte* p = buffer)
        {
            while (true)
            {
                var got = pread(fd, p, (nuint)buffer.Length, offset);
                if (got >= 0)
                    return got;
                if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                    return Error();
            }
        }
    }

    internal static nint Read(int fd, Span<byte> buffer)
    {
        fixed (byte* p = buffer)
        {
            while (true)
            {
                var got = read(fd, p, (nuint)buffer.Length);
                if (got >= 0)
                    return got;
                if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                    return Error();
            }
        }
    }

    internal static nint Write(int fd, ReadOnlySpan<byte> data)
    {
        fixed (byte* p = data)
        {
            while (true)
            {
                var put = write(fd, p, (nuint)data.Length);
                if (put >= 0)
                    return put;
                if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                    return Error();
            }
        }
    }

    internal static nint ReadLink(string path, Span<byte> target)
    {
        Span<byte> buffer = path.Length < ByteText.StackLength ? stackalloc byte[ByteText.StackLength] : new byte[path.Length + 1];
        fixed (byte* p = ByteText.Encode(path, buffer))
        fixed (byte* t = target)
        {
            var got = readlinkat(AT_FDCWD, p, t, (nuint)target.Length);
            return got >= 0 ? got : Error();
        }
    }

    internal static int ReadDirectory(int fd, Span<byte> buffer)
    {
        fixed (byte* p = buffer)
        {
            var got = syscall(SYS_getdents64, fd, (nint)p, buffer.Length, 0);
            return got >= 0 ? (int)got : Error();
        }
    }

    internal static int Unlink(string path, int flags)
    {
        Span<byte> buffer = path.Length < ByteText.StackLength ? stackalloc byte[ByteText.StackLength] : new byte[path.Length + 1];
        fixed (byte* p = ByteText.Encode(path, buffer))
            return unlinkat(AT_FDCWD, p, flags) == 0 ? 0 : Error();
    }

    internal static int Rename(string from, string to)
    {
        fixed (byte* f = ByteText.Encode(from, new byte[from.Length + 1]))
        fixed (byte* t = ByteText.Encode(to, new byte[to.Length + 1]))
            return rename(f, t) == 0 ? 0 : Error();
    }

    internal static int MakeDirectory(string path, uint mode)
    {
        fixed (byte* p = ByteText.Encode(path, new byte[path.Length + 1]))
            return mkdir(p, mode) == 0 ? 0 : Error();
    }

    internal static int ChangeMode(string path, uint mode)
    {
        fixed (byte* p = ByteText.Encode(path, new byte[path.Length + 1]))
            return chmod(p, mode) == 0 ? 0 : Error();
    }

    internal static int Access(string path, int mode)
    {
        Span<byte> buffer = path.Length < ByteText.StackLength ? stackalloc byte[ByteText.StackLength] : new byte[path.Length + 1];
        fixed (byte* p = ByteText.Encode(path, buffer))
            return faccessat(AT_FDCWD, p, mode, 0) == 0 ? 0 : Error();
    }
}

/// <summary>struct statx of statx(2); the layout is the same on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatxBuffer
{
    [FieldOffset(0)] public uint Mask;
    [FieldOffset(4)] public uint BlockSize;
    [FieldOffset(16)] public uint Links;
    [FieldOffset(20)] public uint UserId;
    [FieldOffset(24)] public uint GroupId;
    [FieldOffset(28)] public ushort Mode;
    [FieldOffset(32)] public ulong Inode;
    [FieldOffset(40)] public ulong Size;
    [FieldOffset(48)] public ulong Blocks;
    [FieldOffset(64)] public long AccessSeconds;
    [FieldOffset(72)] public uint AccessNanoseconds;
    [FieldOffset(96)] public long ChangeSeconds;
    [FieldOffset(104)] public uint ChangeNanoseconds;
    [FieldOffset(112)] public long ModifySeconds;
    [FieldOffset(120)] public uint ModifyNanoseconds;
    [FieldOffset(136)] public uint DeviceMajor;
    [FieldOffset(140)] public uint DeviceMinor;
}
