namespace Trefoil.Io.Reactors;

/// <summary>What a worker slot is doing, with the numbers and letters of Apache's scoreboard.</summary>
public enum SlotState : byte
{
    /// <summary>"." no worker.</summary>
    Dead = 0,
    /// <summary>"S" starting.</summary>
    Starting = 1,
    /// <summary>"_" waiting for work.</summary>
    Ready = 2,
    /// <summary>"R" reading a request.</summary>
    Read = 3,
    /// <summary>"W" handling and writing.</summary>
    Write = 4,
    /// <summary>"K" waiting in keep-alive.</summary>
    KeepAlive = 5,
    /// <summary>"L" logging.</summary>
    Log = 6,
    /// <summary>"D" looking up a name.</summary>
    Dns = 7,
    /// <summary>"C" closing.</summary>
    Closing = 8,
    /// <summary>"G" finishing gracefully.</summary>
    Graceful = 9,
    /// <summary>"I" idle, to be ended.</summary>
    IdleKill = 10,
}

/// <summary>
/// One line of the scoreboard, as the code that serves a connection sees it. Held by one request at a time in the event MPM, by one connection in prefork and worker.
/// Only the holder writes; calls are cheap stores into shared memory.
/// </summary>
public abstract class WorkerSlot
{
    /// <summary>Sets the letter.</summary>
    public abstract void SetState(SlotState state);

    /// <summary>Notes whom the slot serves: peer address, and virtual host as "name:port" once known.</summary>
    public abstract void SetConnection(ReadOnlySpan<byte> client, ReadOnlySpan<byte> protocol);

    /// <summary>A request begins: its line and virtual host ("name:port"); the letter becomes W.</summary>
    public abstract void BeginRequest(ReadOnlySpan<byte> requestLine, ReadOnlySpan<byte> virtualHost);

    /// <summary>A request has ended: counts it, its bytes and its duration in microseconds.</summary>
    public abstract void EndRequest(long bytes, long durationMicroseconds);
}
