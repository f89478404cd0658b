using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>Locks between processes. Each wrapper gives a result or -errno and is the only place of its call.</summary>
internal static partial class LibcLocks
{
    internal const int LOCK_EX = 2, LOCK_NB = 4, LOCK_UN = 8;

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int flock(int fd, int operation);

    internal static int Lock(int fd, int operation)
    {
        while (true)
        {
            if (flock(fd, operation) == 0)
                return 0;
            var errno = Marshal.GetLastPInvokeError();
            if (errno != Errno.EINTR)
                return -errno;
        }
    }
}
