using Trefoil.Io.Processes;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Mpm.Parent;

/// <summary>A child as its parent holds it. The stage here is what the child told or was told, not what it wrote into shared memory.</summary>
internal sealed class ChildHandle(int key, ChildProcess process, ControlChannel control, int slot, int bucket, Generation generation, Scoreboard board)
{
    internal int Key { get; } = key;

    internal ChildProcess Process { get; } = process;

    internal ControlChannel Control { get; } = control;

    internal int Slot { get; } = slot;

    /// <summary>The listening sockets that it looks at first.</summary>
    internal int Bucket { get; } = bucket;

    internal Generation Generation { get; } = generation;

    internal ProcessStage Stage { get; set; } = ProcessStage.Starting;

    /// <summary>True once it has said that it holds the listening sockets no more.</summary>
    internal bool HasClosed { get; set; }

    /// <summary>When a finishing child is no longer waited for; long.MaxValue for never.</summary>
    internal long Deadline { get; set; } = long.MaxValue;

    /// <summary>What follows once it was told to stop although the server goes on.</summary>
    internal ReclaimTimetable? Timetable { get; private set; }

    /// <summary>Says something; a child that is gone is found out by its pidfd.</summary>
    internal void Tell(ControlMessage message) => Control.Send([(byte)message]);

    /// <summary>Whether every answer is to be its connection's last, from this moment on.</summary>
    internal void EndsConnections(bool value) => Volatile.Write(ref board.Process(Slot).EndsConnections, value ? 1 : 0);

    /// <summary>Accepts no more, and ends when its connections have.</summary>
    internal void Finish()
    {
        if (Stage == ProcessStage.Finishing)
            return;
        Stage = ProcessStage.Finishing;
        EndsConnections(true);
        Tell(ControlMessage.Finish);
    }

    /// <summary>As Finish, in a hurry, for the server ends; said to finishing children too.</summary>
    internal void Leave()
    {
        Stage = ProcessStage.Finishing;
        EndsConnections(true);
        Tell(ControlMessage.Leave);
    }

    /// <summary>Ends without regard to what it serves; the timetable sees to it.</summary>
    internal void Stop(long now)
    {
        Stage = ProcessStage.Finishing;
        Deadline = long.MaxValue;
        Timetable ??= new ReclaimTimetable(now);
        Tell(ControlMessage.Stop);
    }
}
