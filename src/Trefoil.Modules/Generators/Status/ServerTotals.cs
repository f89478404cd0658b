using Trefoil.Mpm;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Modules.Generators.Status;

/// <summary>The sums over all processes and workers that both forms of the page show.</summary>
internal sealed class ServerTotals
{
    internal ServerTotals(ScoreboardSnapshot board, DateTimeOffset now)
    {
        UptimeSeconds = Math.Max((long)(now - board.RestartTime).TotalSeconds, 0);
        IsAsync = board.Mpm == MpmKind.Event;
        long bytes = 0, duration = 0, livingUser = 0, livingSystem = 0;
        foreach (var process in board.Processes)
        {
            foreach (var worker in process.Workers)
            {
                Accesses += worker.AccessCount;
                bytes += worker.BytesServed;
                duration += worker.Duration;
            }
            if (process.Pid == 0)
                continue;
            livingUser += process.Time.User;
            livingSystem += process.Time.System;
            var counts = ProcessCounts.Of(process, board.Generation);
            Busy += counts.Busy;
            Graceful += counts.Graceful;
            Idle += counts.Idle;
            Processes++;
            if (process.Stage == ProcessStage.Finishing)
                Stopping++;
            Connections += process.Connections;
            WaitIo += process.WaitIo;
            Writing += process.Writing;
            KeepAlive += process.KeepAlive;
            Closing += process.Lingering;
        }
        Kilobytes = bytes / 1024;
        Milliseconds = duration / 1000;
        User = Seconds(board.ParentTime.User + livingUser);
        System = Seconds(board.ParentTime.System + livingSystem);
        ChildrenUser = Seconds(Math.Max(board.ChildrenTime.User - livingUser, 0));
        ChildrenSystem = Seconds(Math.Max(board.ChildrenTime.System - livingSystem, 0));
    }

    internal long UptimeSeconds { get; }

    /// <summary>True where connections live apart from workers, so that they are counted.</summary>
    internal bool IsAsync { get; }

    internal long Accesses { get; }

    internal long Kilobytes { get; }

    internal long Milliseconds { get; }

    /// <summary>CPU seconds of the parent and of children that live.</summary>
    internal double User { get; }

    internal double System { get; }

    /// <summary>CPU seconds of children that have ended.</summary>
    internal double ChildrenUser { get; }

    internal double ChildrenSystem { get; }

    internal double CpuSeconds => User + System + ChildrenUser + ChildrenSystem;

    internal double CpuPercent => CpuSeconds / UptimeSeconds * 100;

    internal bool HasCpuLoad => CpuSeconds > 0 && UptimeSeconds > 0;

    internal double AccessesPerSecond => (double)Accesses / UptimeSeconds;

    /// <summary>Rates of bytes come from whole kilobytes, as the total beside them.</summary>
    internal double BytesPerSecond => Kilobytes * 1024.0 / UptimeSeconds;

    internal double BytesPerAccess => Kilobytes * 1024.0 / Accesses;

    internal double MillisecondsPerAccess => (double)Milliseconds / Accesses;

    internal int Busy { get; }

    internal int Graceful { get; }

    internal int Idle { get; }

    internal int Processes { get; }

    internal int Stopping { get; }

    internal int Connections { get; }

    internal int WaitIo { get; }

    internal int Writing { get; }

    internal int KeepAlive { get; }

    internal int Closing { get; }

    // CPU times are shown in steps of a hundredth.
    private static double Seconds(long microseconds) => microseconds / 10_000 / 100.0;
}
