using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>System calls that send signals. Each wrapper gives a result or -errno and is the only place of its call.</summary>
internal static partial class LibcSignals
{
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int kill(int pid, int signal);

    internal static int Kill(int pid, int signal) => kill(pid, signal) == 0 ? 0 : -Marshal.GetLastPInvokeError();
}
