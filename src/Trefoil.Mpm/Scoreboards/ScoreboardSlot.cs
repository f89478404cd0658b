using Trefoil.Io.Processes;
using Trefoil.Io.Reactors;

namespace Trefoil.Mpm.Scoreboards;

/// <summary>A worker record in the hands of its holder.</summary>
internal sealed class ScoreboardSlot : WorkerSlot
{
    private readonly Scoreboard _board;
    private readonly int _number;
    private readonly bool _extended;
    private readonly bool _tail;
    private long _connectionBytes;

    internal ScoreboardSlot(Scoreboard board, int number)
    {
        _board = board;
        _number = number;
        _extended = board.Global.Extended != 0;
        _tail = board.Global.SeeRequestTail != 0;
    }

    /// <summary>True while a request or connection holds it; kept by the admission.</summary>
    internal bool IsTaken { get; set; }

    internal SlotState State => (SlotState)_board.Worker(_number).State;

    /// <summary>The worker starts its life in a child: counts of the child go to zero.</summary>
    internal void Begin(int generation, SlotState state)
    {
        ref var record = ref _board.Worker(_number);
        record.Pid = Environment.ProcessId;
        record.ThreadId = CurrentProcess.ThreadId;
        record.Generation = generation;
        record.ChildAccessCount = 0;
        record.ChildBytesServed = 0;
        record.ConnectionCount = 0;
        record.ConnectionBytes = 0;
        record.LastUsed = Environment.TickCount64;
        Volatile.Write(ref record.State, (byte)state);
    }

    /// <summary>Its child takes no more work: an idle worker leaves the picture, a busy one is shown as finishing.</summary>
    internal void MarkFinishing()
    {
        ref var state = ref _board.Worker(_number).State;
        if (Volatile.Read(ref state) == (byte)SlotState.Ready)
            Volatile.Write(ref state, (byte)SlotState.Dead);
    }

    public override void SetState(SlotState state) => Volatile.Write(ref _board.Worker(_number).State, (byte)state);

    public override void SetConnection(ReadOnlySpan<byte> client, ReadOnlySpan<byte> protocol)
    {
        ref var record = ref _board.Worker(_number);
        Enter(ref record);
        record.ConnectionCount = 0;
        record.ConnectionBytes = 0;
        _connectionBytes = 0;
        record.ClientLength = Copy(client, record.Client, 63);
        record.ProtocolLength = Copy(protocol, record.Protocol, 15);
        Leave(ref record);
    }

    public override void BeginRequest(ReadOnlySpan<byte> requestLine, ReadOnlySpan<byte> virtualHost)
    {
        ref var record = ref _board.Worker(_number);
        if (_extended)
        {
            Enter(ref record);
            record.RequestLength = Copy(_tail && requestLine.Length > 63 ? requestLine[^63..] : requestLine, record.Request, 63);
            record.VirtualHostLength = Copy(virtualHost, record.VirtualHost, 63);
            record.LastUsed = Environment.TickCount64;
            Leave(ref record);
        }
        Volatile.Write(ref record.State, (byte)SlotState.Write);
    }

    public override void EndRequest(long bytes, long durationMicroseconds)
    {
        ref var record = ref _board.Worker(_number);
        _connectionBytes += bytes;
        Enter(ref record);
        record.AccessCount++;
        record.BytesServed += bytes;
        record.ChildAccessCount++;
        record.ChildBytesServed += bytes;
        record.ConnectionCount++;
        record.ConnectionBytes = _connectionBytes;
        record.Duration += durationMicroseconds;
        record.LastDuration = durationMicroseconds;
        record.LastUsed = Environment.TickCount64;
        Leave(ref record);
    }

    private static void Enter(ref WorkerRecord record)
    {
        Volatile.Write(ref record.Sequence, record.Sequence | 1);
        Interlocked.MemoryBarrier();
    }

    private static void Leave(ref WorkerRecord record) => Volatile.Write(ref record.Sequence, (record.Sequence | 1) + 1);

    private static byte Copy(ReadOnlySpan<byte> text, Span<byte> place, int limit)
    {
        var length = Math.Min(text.Length, limit);
        text[..length].CopyTo(place);
        return (byte)length;
    }
}
