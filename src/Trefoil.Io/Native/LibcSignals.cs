using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>System calls that send signals and say what they do. Each wrapper gives a result or -errno and is the only place of its call.</summary>
internal static unsafe partial class LibcSignals
{
    /// <summary>struct sigaction of glibc on 64-bit machines: the handler, 128 bytes of mask, flags, restorer.</summary>
    internal const int ActionSize = 152;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint signal(int number, nint handler);

    /// <summary>Back to the default action (SIG_DFL).</summary>
    internal static void SetDefault(int number) => signal(number, 0);

    [LibraryImport("libc", EntryPoint = "sigaction", SetLastError = true)]
    private static partial int sigaction(int signal, byte* set, byte* got);

    internal static int Kill(int pid, int signal) => kill(pid, signal) == 0 ? 0 : -Marshal.GetLastPInvokeError();

    internal static int GetAction(int signal, byte* action) => sigaction(signal, null, action) == 0 ? 0 : -Marshal.GetLastPInvokeError();

    internal static int SetAction(int signal, byte* action) => sigaction(signal, action, null) == 0 ? 0 : -Marshal.GetLastPInvokeError();
}
