namespace Trefoil.Modules.Proxy.Workers;

/// <summary>What a worker is and may do, with the bits of Apache's scoreboard.</summary>
[Flags]
internal enum WorkerStatus : uint
{
    None = 0,
    Initialized = 0x0001,
    IgnoreErrors = 0x0002,
    Draining = 0x0004,
    Generic = 0x0008,
    InShutdown = 0x0010,
    Disabled = 0x0020,
    Stopped = 0x0040,
    InError = 0x0080,
    HotStandby = 0x0100,
    Free = 0x0200,
    HealthCheckFailed = 0x0400,
    HotSpare = 0x0800,

    NotUsable = Disabled | Stopped | InError | HealthCheckFailed,
}

/// <summary>The letters that stand for a status in directives and reports.</summary>
internal static class WorkerStatusText
{
    private static readonly (WorkerStatus Bit, char Flag, string Name)[] Table =
    [
        (WorkerStatus.Initialized, 'O', "Init "),
        (WorkerStatus.IgnoreErrors, 'I', "Ign "),
        (WorkerStatus.Draining, 'N', "Drn "),
        (WorkerStatus.Generic, 'G', "Gen "),
        (WorkerStatus.InShutdown, 'U', "Shut "),
        (WorkerStatus.Disabled, 'D', "Dis "),
        (WorkerStatus.Stopped, 'S', "Stop "),
        (WorkerStatus.InError, 'E', "Err "),
        (WorkerStatus.HotStandby, 'H', "Stby "),
        (WorkerStatus.HotSpare, 'R', "Spar "),
        (WorkerStatus.Free, 'F', "Free "),
        (WorkerStatus.HealthCheckFailed, 'C', "HcFl "),
    ];

    /// <summary>The bit of a letter, upper or lower case; null for others.</summary>
    internal static WorkerStatus? Parse(char letter)
    {
        foreach (var (bit, flag, _) in Table)
        {
            if (flag == char.ToUpperInvariant(letter))
                return bit;
        }
        return null;
    }

    /// <summary>"Init Ok " and the like, as reports show it.</summary>
    internal static string Describe(WorkerStatus status)
    {
        var text = "";
        foreach (var (bit, _, name) in Table)
        {
            if ((status & bit) != 0)
                text += name;
        }
        return (status & WorkerStatus.NotUsable) == 0 ? text + "Ok " : text;
    }
}
