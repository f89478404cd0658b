using System.Threading.Tasks.Sources;
using Trefoil.Io.Reactors;

namespace Trefoil.Mpm.Event;

/// <summary>A request that waits for a slot. Completed on the reactor's leader, one posted action each, so that a long queue makes no deep stack.</summary>
internal sealed class SlotWaiter(Reactor reactor) : IValueTaskSource<WorkerSlot>
{
    private ManualResetValueTaskSourceCore<WorkerSlot> _core;

    internal ValueTask<WorkerSlot> Task => new(this, _core.Version);

    internal void Give(WorkerSlot slot) => reactor.Post(() => _core.SetResult(slot));

    WorkerSlot IValueTaskSource<WorkerSlot>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<WorkerSlot>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<WorkerSlot>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
