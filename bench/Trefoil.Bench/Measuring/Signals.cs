using System.Runtime.InteropServices;

namespace Trefoil.Bench.Measuring;

/// <summary>Signals to the servers that this program started.</summary>
internal static class Signals
{
    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    internal static void Terminate(int process) => Kill(process, 15);
}
