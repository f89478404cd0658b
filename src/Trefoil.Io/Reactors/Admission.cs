namespace Trefoil.Io.Reactors;

/// <summary>
/// How the MPM lets requests in. In prefork and worker a connection holds its slot for life and Enter gives just that; in event a slot is taken when a request head is
/// complete and given back when the response is written or only drains.
/// </summary>
public abstract class Admission
{
    /// <summary>Takes a slot at once, or null when all are busy (event only).</summary>
    public abstract WorkerSlot? TryEnter(Connection connection);

    /// <summary>Waits for a slot, first come first served, parked in the reactor.</summary>
    public abstract ValueTask<WorkerSlot> EnterAsync(Connection connection);

    /// <summary>Gives the slot back; a waiting request gets it.</summary>
    public abstract void Leave(Connection connection, WorkerSlot slot);

    /// <summary>True once this child finishes (graceful restart or stop, surplus, MaxConnectionsPerChild): answer with Connection: close.</summary>
    public abstract bool IsStopping { get; }

    /// <summary>The slot for states outside a request (reading, keep-alive, closing) where the MPM ties a slot to the connection; null in event.</summary>
    public abstract WorkerSlot? ConnectionSlot(Connection connection);

    /// <summary>Milliseconds that an idle connection may wait for its next request while <see cref="IsStopping"/>; no less than its own timeout as a rule.</summary>
    public virtual int IdleLimit => int.MaxValue;
}
