using Trefoil.Io.Logs;
using Trefoil.Io.Processes;
using Trefoil.Io.Reactors;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Mpm.Child;

/// <summary>What a child knows of itself, shared by the three ways of serving.</summary>
internal sealed class ChildState
{
    private const int ClosingGrace = 500;

    private readonly ControlChannel? _control;
    private long _accepted;
    private int _stopping;
    private volatile bool _leaving;

    internal ChildState(ChildStart start, ChildRuntime runtime, Scoreboard board, int slot, int generation, int bucket, ControlChannel? control)
    {
        Start = start;
        Runtime = runtime;
        Board = board;
        Slot = slot;
        Generation = generation;
        _control = control;
        // Its own bucket first, and the others too: what the kernel has put into a bucket whose children are all busy must not wait for them.
        Listeners = [.. start.Listeners.OrderBy(listener => listener.Bucket != bucket)];
        Slots = new ScoreboardSlot[board.Process(slot).WorkerCount];
        for (var i = 0; i < Slots.Length; i++)
            Slots[i] = new ScoreboardSlot(board, board.Process(slot).FirstWorker + i);
    }

    internal ChildStart Start { get; }

    internal ChildRuntime Runtime { get; }

    internal Scoreboard Board { get; }

    internal int Slot { get; }

    internal int Generation { get; }

    internal IReadOnlyList<Listener> Listeners { get; }

    internal ScoreboardSlot[] Slots { get; }

    /// <summary>The control channel's descriptor, or -1 in one-process mode.</summary>
    internal int ControlDescriptor => _control?.Descriptor ?? -1;

    /// <summary>True once no more connections are accepted.</summary>
    internal bool IsStopping => Volatile.Read(ref _stopping) != 0;

    /// <summary>True when every answer is to be its connection's last. The parent says so in shared memory, which no busy thread can be late to hear.</summary>
    internal bool EndsConnections => IsStopping || Volatile.Read(ref Record.EndsConnections) != 0;

    /// <summary>Longest time that a connection may be idle now; short when the server itself ends.</summary>
    internal int IdleLimit => _leaving ? ClosingGrace : int.MaxValue;

    internal bool IsLeaving => _leaving;

    internal ref ProcessRecord Record => ref Board.Process(Slot);

    internal string LogModule => "mpm_" + Start.Limits.Mpm.ToString().ToLowerInvariant();

    /// <summary>Tells the parent that connections are accepted from now on.</summary>
    internal void ReportReady()
    {
        Record.Stage = (int)ProcessStage.Serving;
        _control?.Send([(byte)ControlMessage.Ready]);
    }

    /// <summary>No more connections; true for the first who says so.</summary>
    internal bool BeginFinish(bool byItself)
    {
        if (Interlocked.Exchange(ref _stopping, 1) != 0)
            return false;
        Record.Stage = (int)ProcessStage.Finishing;
        if (byItself)
            _control?.Send([(byte)ControlMessage.Finishing]);
        return true;
    }

    /// <summary>Tells the parent that our hold on the listening sockets is gone.</summary>
    internal void ReportClosed() => _control?.Send([(byte)ControlMessage.Closed]);

    /// <summary>Counts a connection; true when it was the last one allowed by MaxConnectionsPerChild.</summary>
    internal bool CountAccepted()
    {
        var accepted = Interlocked.Increment(ref _accepted);
        Record.Accepted = accepted;
        return Start.MaxConnections > 0 && accepted >= Start.MaxConnections;
    }

    /// <summary>Heeds what the parent says; true when the way of serving has to end now, or to hurry.</summary>
    internal bool Heed()
    {
        switch (ReadControl())
        {
            case ControlMessage.Finish:
                return BeginFinish(byItself: false);
            case ControlMessage.Leave:
                _leaving = true;
                BeginFinish(byItself: false);
                return true;
            case ControlMessage.Stop:
                Exit(ExitCodes.Ok);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Reads a message; Stop where the parent has gone.</summary>
    private ControlMessage? ReadControl()
    {
        Span<byte> buffer = stackalloc byte[64];
        Span<int> descriptors = stackalloc int[8];
        var got = _control?.Receive(buffer, descriptors, out _) ?? -Io.Native.Errno.EAGAIN;
        if (got > 0)
            return (ControlMessage)buffer[0];
        return got == -Io.Native.Errno.EAGAIN ? null : ControlMessage.Stop;
    }

    /// <summary>CPU times and a sign of life, once a second.</summary>
    internal void Beat()
    {
        var (user, system) = CurrentProcess.CpuTime(false);
        ref var record = ref Record;
        record.UserTime = user;
        record.SystemTime = system;
        record.Heartbeat = Environment.TickCount64;
    }

    /// <summary>An exception that nobody caught while a connection was served.</summary>
    internal void ReportFailure(Connection connection, Exception exception) =>
        Log.Write(Runtime.Log, LogLevel.Error, "core", 0, $"unexpected failure while serving a connection: {exception}");

    internal void ReportAcceptError(int errno) =>
        Log.Write(Runtime.Log, LogLevel.Error, LogModule, 2179, "apr_socket_accept: (client socket)", errno);

    /// <summary>The process ends at once; what was logged is written out.</summary>
    internal void Exit(int code)
    {
        foreach (var slot in Slots)
            slot.SetState(SlotState.Dead);
        Runtime.Flush();
        Environment.Exit(code);
    }
}
