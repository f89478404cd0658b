using Trefoil.Io.Reactors;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Child;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Mpm.Worker;

/// <summary>One thread of a worker child: takes its turn to accept, then serves that connection to its end.</summary>
internal sealed class WorkerThread
{
    private const int StackBytes = 512 * 1024;

    private readonly ChildState _state;
    private readonly AcceptTurn _turn;
    private readonly ScoreboardSlot _slot;
    private readonly Reactor _reactor;
    private readonly Thread _thread;

    internal WorkerThread(ChildState state, AcceptTurn turn, int number)
    {
        _state = state;
        _turn = turn;
        _slot = state.Slots[number];
        _reactor = new Reactor(state.Runtime.Handler, new SingleSlotAdmission(state, _slot)) { HandlerFailed = state.ReportFailure };
        var stack = state.Start.ThreadStackSize > 0 ? (int)Math.Min(state.Start.ThreadStackSize, int.MaxValue) : StackBytes;
        _thread = new Thread(Run, stack) { IsBackground = true, Name = "worker" };
    }

    internal void Start() => _thread.Start();

    internal void Join() => _thread.Join();

    /// <summary>The server ends: a client that only waits in keep-alive has a moment left.</summary>
    internal void HurryIdle() => _reactor.Post(() => _reactor.ShortenParked(_state.IdleLimit));

    private void Run()
    {
        _slot.Begin(_state.Generation, SlotState.Ready);
        while (_turn.Take(out var accepted, out var listener, out var peer))
        {
            _slot.SetState(SlotState.Read);
            Serve(accepted, listener, peer);
            _slot.SetState(SlotState.Ready);
        }
        _slot.SetState(SlotState.Dead);
        _reactor.Dispose();
    }

    private void Serve(int accepted, Listener listener, in SocketAddress peer)
    {
        Interlocked.Increment(ref _state.Record.Connections);
        _reactor.Adopt(accepted, listener, peer);
        while (_reactor.Connections > 0)
            _reactor.Turn(-1);
        Interlocked.Decrement(ref _state.Record.Connections);
        _state.Runtime.Flush();
    }
}
