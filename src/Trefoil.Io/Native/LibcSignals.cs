using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>System calls that send signals. Each wrapper gives a result or -errno and is the only place of its call.</summary>
internal static partial class LibcSignals
{
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint signal(int number, nint handler);

    /// <summary>Back to the default action (SIG_DFL).</summary>
    internal static void SetDefault(int number) => signal(number, 0);

    internal static int Kill(int pid, int signal) => kill(pid, signal) == 0 ? 0 : -Marshal.GetLastPInvokeError();
}
