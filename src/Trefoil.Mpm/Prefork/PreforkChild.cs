using Trefoil.Io.Reactors;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Child;

namespace Trefoil.Mpm.Prefork;

/// <summary>
/// A prefork child: its main thread is all there is. It waits for a connection, serves it to its end, keep-alive included, and waits again. The control channel is
/// heeded while it waits and while it serves.
/// </summary>
internal sealed class PreforkChild
{
    private readonly ChildState _state;
    private readonly AcceptGate _gate;
    private readonly Reactor _reactor;
    private readonly SingleSlotAdmission _admission;
    private long _nextBeat;

    internal PreforkChild(ChildState state)
    {
        _state = state;
        _admission = new SingleSlotAdmission(state, state.Slots[0]);
        _reactor = new Reactor(state.Runtime.Handler, _admission) { HandlerFailed = state.ReportFailure };
        _gate = new AcceptGate(state, state.ControlDescriptor);
        if (state.ControlDescriptor >= 0)
            _reactor.Watch(state.ControlDescriptor, OnControl);
    }

    /// <summary>Serves until finished; gives the exit code.</summary>
    internal int Run()
    {
        var slot = _state.Slots[0];
        slot.Begin(_state.Generation, SlotState.Ready);
        _state.ReportReady();
        while (!_state.IsStopping)
        {
            _state.Beat();
            slot.SetState(SlotState.Ready);
            var accepted = _gate.Wait(out var listener, out var peer);
            if (accepted >= 0)
                Serve(accepted, listener!, peer);
            else if (accepted == AcceptGate.Control && _state.Heed())
                ServeLast();
        }
        slot.SetState(SlotState.Dead);
        _state.Runtime.Flush();
        return ExitCodes.Ok;
    }

    /// <summary>Told to finish while idle: no connection may be left behind that only this process was woken for.</summary>
    private void ServeLast()
    {
        while (_gate.TakeLast(out var accepted, out var listener, out var peer))
            Serve(accepted, listener, peer);
        _gate.Close();
    }

    private void Serve(int accepted, Listener listener, in SocketAddress peer)
    {
        if (_state.CountAccepted() && _state.BeginFinish(byItself: true))
            _gate.Close();
        _state.Record.Connections = 1;
        _state.Slots[0].SetState(SlotState.Read);
        _reactor.Adopt(accepted, listener, peer);
        while (_reactor.Connections > 0)
        {
            _reactor.Turn(1000);
            if (_reactor.Now >= _nextBeat)
            {
                _nextBeat = _reactor.Now + 1000;
                _state.Beat();
            }
        }
        _state.Record.Connections = 0;
        _state.Runtime.Flush();
    }

    /// <summary>The parent speaks while a connection is served.</summary>
    private void OnControl()
    {
        if (!_state.Heed())
            return;
        _gate.Close();
        if (_state.IsLeaving)
            _reactor.ShortenParked(_state.IdleLimit);
    }
}
