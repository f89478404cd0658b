using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>pipe2(2), dup2(2).</summary>
internal static unsafe partial class LibcPipes
{
    private const int O_CLOEXEC = 0x80000;

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int pipe2(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int dup2(int from, int to);

    internal static int Create(out int readEnd, out int writeEnd)
    {
        var ends = stackalloc int[2];
        var result = pipe2(ends, O_CLOEXEC);
        (readEnd, writeEnd) = (ends[0], ends[1]);
        return result == 0 ? 0 : -Marshal.GetLastPInvokeError();
    }

    internal static int Duplicate(int from, int to) => dup2(from, to) >= 0 ? 0 : -Marshal.GetLastPInvokeError();
}
