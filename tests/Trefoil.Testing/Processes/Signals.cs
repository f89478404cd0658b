using System.Runtime.InteropServices;

namespace Trefoil.Testing;

/// <summary>Sends signals to single processes by their id.</summary>
public static partial class Signals
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int User1 = 10;
    public const int Segmentation = 11;
    public const int Terminate = 15;
    public const int WindowChange = 28;

    public static bool Send(int processId, int signal) => processId > 1 && SendSignal(processId, signal) == 0;

    public static bool IsAlive(int processId) => processId > 1 && SendSignal(processId, 0) == 0 && ProcessTable.State(processId) != 'Z';

    public static bool RunningAsRoot => EffectiveUser() == 0;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int processId, int signal);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint EffectiveUser();
}
