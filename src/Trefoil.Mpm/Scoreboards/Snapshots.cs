using Trefoil.Io.Reactors;

namespace Trefoil.Mpm.Scoreboards;

/// <summary>The scoreboard at one moment, in plain objects. Texts are Latin-1.</summary>
public sealed class ScoreboardSnapshot
{
    /// <summary>The MPM of the current generation.</summary>
    public required MpmKind Mpm { get; init; }

    /// <summary>Children of the current generation that may run at once (MaxRequestWorkers in processes).</summary>
    public required int Slots { get; init; }

    /// <summary>Workers of a child (1 in prefork).</summary>
    public required int ThreadsPerChild { get; init; }

    /// <summary>Restarts since the first start.</summary>
    public required int Generation { get; init; }

    /// <summary>Configurations read, from 1.</summary>
    public required int ConfigGeneration { get; init; }

    /// <summary>When the server first started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When the server started or was last restarted the hard way.</summary>
    public required DateTimeOffset RestartTime { get; init; }

    /// <summary>True when ExtendedStatus is on.</summary>
    public required bool IsExtended { get; init; }

    /// <summary>CPU time of the parent in microseconds.</summary>
    public required (long User, long System) ParentTime { get; init; }

    /// <summary>CPU time of the children in microseconds, ended and living.</summary>
    public required (long User, long System) ChildrenTime { get; init; }

    /// <summary>One entry for every slot up to the highest ever used, empty ones included.</summary>
    public required IReadOnlyList<ProcessSnapshot> Processes { get; init; }
}

/// <summary>One child, or an empty slot.</summary>
public sealed class ProcessSnapshot
{
    /// <summary>Its slot.</summary>
    public required int Slot { get; init; }

    /// <summary>Its process number; 0 where the slot is empty.</summary>
    public required int Pid { get; init; }

    /// <summary>The generation that it belongs to.</summary>
    public required int Generation { get; init; }

    /// <summary>Its MPM, which may be another than the server's during a change.</summary>
    public required MpmKind Mpm { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required ProcessStage Stage { get; init; }

    /// <summary>True while it leaves new connections to others.</summary>
    public required bool IsNotAccepting { get; init; }

    /// <summary>Open connections.</summary>
    public required int Connections { get; init; }

    /// <summary>Responses that only drain.</summary>
    public required int Writing { get; init; }

    /// <summary>Idle keep-alive connections.</summary>
    public required int KeepAlive { get; init; }

    /// <summary>Connections in lingering close.</summary>
    public required int Lingering { get; init; }

    /// <summary>Connections that wait for input or output inside a request.</summary>
    public required int WaitIo { get; init; }

    /// <summary>Connections lent to a module.</summary>
    public required int Suspended { get; init; }

    /// <summary>Connections accepted in its life.</summary>
    public required long Accepted { get; init; }

    /// <summary>When it was spawned.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>CPU time in microseconds, as of about a second ago.</summary>
    public required (long User, long System) Time { get; init; }

    /// <summary>Its workers; those of an empty slot are dead, but keep their totals.</summary>
    public required IReadOnlyList<WorkerSnapshot> Workers { get; init; }
}

/// <summary>One worker.</summary>
public sealed class WorkerSnapshot
{
    /// <summary>The letter's state.</summary>
    public required SlotState State { get; init; }

    /// <summary>The process that last used it.</summary>
    public required int Pid { get; init; }

    /// <summary>The kernel's thread number.</summary>
    public required int ThreadId { get; init; }

    /// <summary>The generation that last used it.</summary>
    public required int Generation { get; init; }

    /// <summary>Requests on the connection at hand.</summary>
    public required int ConnectionCount { get; init; }

    /// <summary>Bytes on the connection at hand.</summary>
    public required long ConnectionBytes { get; init; }

    /// <summary>Requests of this slot since the last hard restart.</summary>
    public required long AccessCount { get; init; }

    /// <summary>Bytes of this slot since the last hard restart.</summary>
    public required long BytesServed { get; init; }

    /// <summary>Requests of this child.</summary>
    public required long ChildAccessCount { get; init; }

    /// <summary>Bytes of this child.</summary>
    public required long ChildBytesServed { get; init; }

    /// <summary>Microseconds of all requests together.</summary>
    public required long Duration { get; init; }

    /// <summary>Microseconds of the latest request.</summary>
    public required long LastDuration { get; init; }

    /// <summary>Milliseconds since it was last used.</summary>
    public required long IdleMilliseconds { get; init; }

    /// <summary>The client's address.</summary>
    public required string Client { get; init; }

    /// <summary>The request line, cut to 63 bytes.</summary>
    public required string Request { get; init; }

    /// <summary>Virtual host as "name:port".</summary>
    public required string VirtualHost { get; init; }

    /// <summary>"http/1.1", "h2" and so on.</summary>
    public required string Protocol { get; init; }
}
