using System.Text;
using Trefoil.Io.Reactors;

namespace Trefoil.Mpm.Scoreboards;

/// <summary>Reads the scoreboard for status pages. Contents are untrusted: a child may have written anything, so numbers are bounded and texts cut.</summary>
public static class ScoreboardReader
{
    private const int Retries = 8;

    /// <summary>Reads everything.</summary>
    public static ScoreboardSnapshot Read(Scoreboard board)
    {
        var global = board.Global;
        var now = Environment.TickCount64;
        var highest = Math.Clamp(global.HighestSlot, -1, board.ProcessCapacity - 1);
        var processes = new ProcessSnapshot[highest + 1];
        long user = global.ChildrenUserTime, system = global.ChildrenSystemTime;
        for (var slot = 0; slot <= highest; slot++)
        {
            processes[slot] = ReadProcess(board, slot, now);
            if (processes[slot].Pid != 0)
            {
                user += processes[slot].Time.User;
                system += processes[slot].Time.System;
            }
        }
        return new ScoreboardSnapshot
        {
            Mpm = (MpmKind)global.Mpm,
            Slots = global.Slots,
            ThreadsPerChild = global.ThreadsPerChild,
            Generation = global.Generation,
            ConfigGeneration = global.ConfigGeneration,
            StartTime = FromMilliseconds(global.StartTime),
            RestartTime = FromMilliseconds(global.RestartTime),
            IsExtended = global.Extended != 0,
            ParentTime = (global.ParentUserTime, global.ParentSystemTime),
            ChildrenTime = (user, system),
            Processes = processes,
        };
    }

    /// <summary>Requests and bytes since the last hard restart, ended children included.</summary>
    internal static (long Requests, long Bytes) Totals(Scoreboard board)
    {
        long requests = 0, bytes = 0;
        var highest = Math.Clamp(board.Global.HighestSlot, -1, board.ProcessCapacity - 1);
        for (var slot = 0; slot <= highest; slot++)
        {
            ref var record = ref board.Process(slot);
            var first = Math.Clamp(record.FirstWorker, 0, board.WorkerCapacity);
            var last = first + Math.Clamp(record.WorkerCount, 0, board.WorkerCapacity - first);
            for (var worker = first; worker < last; worker++)
            {
                requests += board.Worker(worker).AccessCount;
                bytes += board.Worker(worker).BytesServed;
            }
        }
        return (requests, bytes);
    }

    private static ProcessSnapshot ReadProcess(Scoreboard board, int slot, long now)
    {
        var record = board.Process(slot);
        var first = Math.Clamp(record.FirstWorker, 0, board.WorkerCapacity);
        var workers = new WorkerSnapshot[Math.Clamp(record.WorkerCount, 0, board.WorkerCapacity - first)];
        for (var i = 0; i < workers.Length; i++)
            workers[i] = ReadWorker(board, first + i, record.Pid != 0, now);
        return new ProcessSnapshot
        {
            Slot = slot,
            Pid = record.Pid,
            Generation = record.Generation,
            Mpm = (MpmKind)record.Mpm,
            Stage = (ProcessStage)record.Stage,
            IsNotAccepting = record.NotAccepting != 0,
            Connections = record.Connections,
            Writing = record.WriteCompletion,
            KeepAlive = record.KeepAlive,
            Lingering = record.LingeringClose,
            WaitIo = record.WaitIo,
            Suspended = record.Suspended,
            Accepted = record.Accepted,
            StartTime = FromMilliseconds(record.StartTime),
            Time = (record.UserTime, record.SystemTime),
            Workers = workers,
        };
    }

    private static WorkerSnapshot ReadWorker(Scoreboard board, int number, bool lives, long now)
    {
        ref var shared = ref board.Worker(number);
        var record = shared;
        for (var i = 0; i < Retries; i++)
        {
            var before = Volatile.Read(ref shared.Sequence);
            record = shared;
            Interlocked.MemoryBarrier();
            if ((before & 1) == 0 && before == Volatile.Read(ref shared.Sequence))
                break;
        }
        return new WorkerSnapshot
        {
            State = lives && record.State <= (byte)SlotState.IdleKill ? (SlotState)record.State : SlotState.Dead,
            Pid = record.Pid,
            ThreadId = record.ThreadId,
            Generation = record.Generation,
            ConnectionCount = record.ConnectionCount,
            ConnectionBytes = record.ConnectionBytes,
            AccessCount = record.AccessCount,
            BytesServed = record.BytesServed,
            ChildAccessCount = record.ChildAccessCount,
            ChildBytesServed = record.ChildBytesServed,
            Duration = record.Duration,
            LastDuration = record.LastDuration,
            IdleMilliseconds = record.LastUsed == 0 ? 0 : Math.Max(now - record.LastUsed, 0),
            Client = Text(record.Client, record.ClientLength),
            Request = Text(record.Request, record.RequestLength),
            VirtualHost = Text(record.VirtualHost, record.VirtualHostLength),
            Protocol = Text(record.Protocol, record.ProtocolLength),
        };
    }

    private static string Text(ReadOnlySpan<byte> bytes, int length) => Encoding.Latin1.GetString(bytes[..Math.Min(length, bytes.Length)]);

    private static DateTimeOffset FromMilliseconds(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, 253402300799000));
}
