using Trefoil.Io.Reactors;
using Trefoil.Mpm.Child;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Mpm.Event;

/// <summary>
/// The event MPM's admission: a request takes a slot when its head is complete. When all are taken, requests queue, first come first served; connections without a
/// request never count. Only a queue longer than AsyncRequestWorkerFactor times the threads keeps this child from accepting.
/// </summary>
internal sealed class SlotAdmission : Admission
{
    private readonly ChildState _state;
    private readonly Lock _gate = new();
    private readonly Stack<ScoreboardSlot> _free;
    private readonly Queue<SlotWaiter> _waiting = new();
    private readonly int _queueLimit;
    private int _queued;

    internal SlotAdmission(ChildState state)
    {
        _state = state;
        // The first slot is on top, so that a quiet child uses the same one again and again.
        _free = new Stack<ScoreboardSlot>(state.Slots.Reverse());
        _queueLimit = Math.Max((int)(state.Slots.Length * state.Start.AsyncFactor), 1);
    }

    public override bool IsStopping => _state.EndsConnections;

    public override int IdleLimit => _state.IdleLimit;

    /// <summary>Requests that wait for a slot.</summary>
    internal int Queued => Volatile.Read(ref _queued);

    /// <summary>Slots held by requests.</summary>
    internal int Taken => _state.Slots.Length - _free.Count;

    /// <summary>True while this child had better leave new connections to others.</summary>
    internal bool IsOverloaded => Queued >= _queueLimit;

    public override WorkerSlot? TryEnter(Connection connection)
    {
        lock (_gate)
            return _waiting.Count == 0 && _free.TryPop(out var slot) ? slot : null;
    }

    public override ValueTask<WorkerSlot> EnterAsync(Connection connection)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 && _free.TryPop(out var slot))
                return new ValueTask<WorkerSlot>(slot);
            var waiter = new SlotWaiter(connection.Reactor);
            _waiting.Enqueue(waiter);
            Volatile.Write(ref _queued, _waiting.Count);
            return waiter.Task;
        }
    }

    public override void Leave(Connection connection, WorkerSlot slot)
    {
        SlotWaiter? next;
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out next))
            {
                slot.SetState(_state.IsStopping ? SlotState.Dead : SlotState.Ready);
                _free.Push((ScoreboardSlot)slot);
                return;
            }
            Volatile.Write(ref _queued, _waiting.Count);
        }
        next.Give(slot);
    }

    public override WorkerSlot? ConnectionSlot(Connection connection) => null;
}
