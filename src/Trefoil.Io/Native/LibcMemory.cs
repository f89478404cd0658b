using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>System calls on anonymous files and mappings. Each wrapper gives a result or -errno and is the only place of its call.</summary>
internal static unsafe partial class LibcMemory
{
    internal const int PROT_READ = 1, PROT_WRITE = 2, PROT_EXEC = 4, MAP_SHARED = 1, MAP_PRIVATE = 2, MAP_ANONYMOUS = 0x20, MAP_NORESERVE = 0x4000;
    internal const uint MFD_CLOEXEC = 1, MFD_ALLOW_SEALING = 2;
    internal const int F_DUPFD_CLOEXEC = 1030, F_ADD_SEALS = 1033, F_GET_SEALS = 1034, F_GETFD = 1, F_SETFD = 2, F_GETFL = 3, F_SETFL = 4, O_NONBLOCK = 0x800;
    internal const int F_SEAL_SEAL = 1, F_SEAL_SHRINK = 2, F_SEAL_GROW = 4, F_SEAL_WRITE = 8;

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true)]
    private static partial int memfd_create(byte* name, uint flags);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int ftruncate(int fd, long length);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int fd, long offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int munmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int fcntl(int fd, int command, nint argument);

    private static int Error() => -Marshal.GetLastPInvokeError();

    internal static int CreateMemoryFile(string name, uint flags)
    {
        fixed (byte* n = ByteText.Encode(name, new byte[name.Length + 1]))
        {
            var fd = memfd_create(n, flags);
            return fd >= 0 ? fd : Error();
        }
    }

    internal static int SetLength(int fd, long length) => ftruncate(fd, length) == 0 ? 0 : Error();

    internal static nint Map(int fd, nuint length, int protection, int flags)
    {
        var address = mmap(0, length, protection, flags, fd, 0);
        return address == -1 ? Error() : address;
    }

    internal static int Protect(nint address, nuint length, int protection) => mprotect(address, length, protection) == 0 ? 0 : Error();

    internal static void Unmap(nint address, nuint length) => munmap(address, length);

    internal static int Control(int fd, int command, nint argument)
    {
        var result = fcntl(fd, command, argument);
        return result >= 0 ? result : Error();
    }
}
