using Trefoil.Io.Reactors;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Mpm.Child;

/// <summary>Prefork and worker: the connection at hand has the reactor's only slot for life.</summary>
internal sealed class SingleSlotAdmission(ChildState state, ScoreboardSlot slot) : Admission
{
    public override bool IsStopping => state.EndsConnections;

    public override int IdleLimit => state.IdleLimit;

    public override WorkerSlot? TryEnter(Connection connection) => slot;

    public override ValueTask<WorkerSlot> EnterAsync(Connection connection) => new(slot);

    public override void Leave(Connection connection, WorkerSlot taken)
    {
    }

    public override WorkerSlot? ConnectionSlot(Connection connection) => slot;
}
