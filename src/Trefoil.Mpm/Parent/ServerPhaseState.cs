namespace Trefoil.Mpm.Parent;

/// <summary>The parent's phase and what belongs to it.</summary>
internal sealed class ServerPhaseState
{
    internal ServerPhase Phase { get; set; } = ServerPhase.Running;

    /// <summary>When a restart no longer waits for the last new child.</summary>
    internal long ReadyDeadline { get; private set; }

    /// <summary>True when the old children are stopped instead of finished.</summary>
    internal bool IsHardRestart { get; set; }

    /// <summary>When a graceful stop becomes a stop.</summary>
    internal long FinishDeadline { get; private set; } = long.MaxValue;

    /// <summary>When the parent closes the listening sockets at the latest, in a graceful stop.</summary>
    internal long ListenersEndAt { get; set; } = long.MaxValue;

    /// <summary>True when a stop came out of a graceful one, which has removed the pid file.</summary>
    internal bool IsGracefulStop { get; set; }

    internal ReclaimTimetable? Timetable { get; private set; }

    internal int ExitCode { get; set; }

    /// <summary>Children killed by signals without a quiet second between.</summary>
    internal int Crashes { get; set; }

    internal bool CrashedThisTick { get; set; }

    /// <summary>Children that ended for want of resources.</summary>
    internal int SickChildren { get; set; }

    /// <summary>Children in a row that ended before they were ready.</summary>
    internal int FailedStarts { get; set; }

    /// <summary>True once a child was ready.</summary>
    internal bool AnyServed { get; set; }

    /// <summary>A restart that was asked for while another one is under way: true for a graceful one.</summary>
    internal bool? NextRestart { get; set; }

    /// <summary>True once another executable has taken over; what remains is to let our connections end.</summary>
    internal bool IsHandedOver { get; set; }

    /// <summary>No child is started before: a failed spawn makes a pause.</summary>
    internal long NoSpawnBefore { get; set; }

    internal void Restart(bool isHard, long readyDeadline)
    {
        Phase = ServerPhase.Restarting;
        NextRestart = null;
        IsHardRestart = isHard;
        ReadyDeadline = readyDeadline;
        FailedStarts = 0;
        SickChildren = 0;
    }

    internal void Finish(long deadline)
    {
        Phase = ServerPhase.Finishing;
        FinishDeadline = deadline;
    }

    internal void Stop(long now)
    {
        Phase = ServerPhase.Stopping;
        Timetable = new ReclaimTimetable(now);
    }
}
