namespace Trefoil.Io.Processes;

/// <summary>Signal numbers of Linux that the server sends or heeds, and their names.</summary>
public static class Signals
{
#pragma warning disable CS1591 // The names are those of signal(7).
    public const int HUP = 1, INT = 2, QUIT = 3, ILL = 4, TRAP = 5, ABRT = 6, BUS = 7, FPE = 8, KILL = 9, USR1 = 10, SEGV = 11, USR2 = 12, PIPE = 13, ALRM = 14,
        TERM = 15, CHLD = 17, CONT = 18, STOP = 19, TTIN = 21, TTOU = 22, XCPU = 24, XFSZ = 25, WINCH = 28, SYS = 31;
#pragma warning restore CS1591

    /// <summary>The wording of log lines about a crashed child: "Segmentation fault".</summary>
    public static string Describe(int signal) => signal switch
    {
        HUP => "Hangup",
        INT => "Interrupt",
        QUIT => "Quit",
        ILL => "Illegal instruction",
        TRAP => "Trace/breakpoint trap",
        ABRT => "Aborted",
        BUS => "Bus error",
        FPE => "Floating point exception",
        KILL => "Killed",
        USR1 => "User defined signal 1",
        SEGV => "Segmentation fault",
        USR2 => "User defined signal 2",
        PIPE => "Broken pipe",
        ALRM => "Alarm clock",
        TERM => "Terminated",
        XCPU => "CPU time limit exceeded",
        XFSZ => "File size limit exceeded",
        SYS => "Bad system call",
        _ => $"Signal {signal}",
    };
}
