using Trefoil.Io.Processes;
using Trefoil.Io.Reactors;
using Trefoil.Mpm.Child;

namespace Trefoil.Mpm.Event;

/// <summary>An event child: one reactor with the listeners and all connections, a crew of ThreadsPerChild threads, and the main thread that listens to the parent.</summary>
internal sealed class EventChild
{
    private const long ControlKey = 1, WakeKey = 2;

    private readonly ChildState _state;
    private readonly SlotAdmission _admission;
    private readonly ConnectionGauges _gauges;
    private readonly Reactor _reactor;
    private readonly ReactorCrew _crew;
    private readonly WakeEvent _wake = new();
    private volatile bool _listenersClosed;
    private bool _paused;

    internal EventChild(ChildState state)
    {
        _state = state;
        _admission = new SlotAdmission(state);
        _reactor = new Reactor(state.Runtime.Handler, _admission)
        {
            HandlerFailed = state.ReportFailure,
            AcceptFailed = state.ReportAcceptError,
            OnAccepted = OnAccepted,
            Closed = OnClosed,
            AfterBatch = AfterBatch,
        };
        _gauges = new ConnectionGauges(state, _reactor, _admission);
        _crew = new ReactorCrew(_reactor, state.Slots.Length, "worker");
    }

    /// <summary>Ended only once nothing can come in any more and everything that came in has gone.</summary>
    private bool IsOver => _listenersClosed && !_reactor.IsAccepting && _reactor.Connections == 0;

    /// <summary>Serves until finished; gives the exit code.</summary>
    internal int Run()
    {
        foreach (var listener in _state.Listeners)
            _reactor.AddListener(listener);
        foreach (var slot in _state.Slots)
            slot.Begin(_state.Generation, SlotState.Ready);
        try
        {
            _crew.Start();
        }
        catch (OutOfMemoryException)
        {
            Io.Logs.Log.Write(_state.Runtime.Log, Io.Logs.LogLevel.Alert, _state.LogModule, 3104, "ap_thread_create: unable to create worker thread");
            return ExitCodes.Sick;
        }
        _state.ReportReady();
        using var set = new DescriptorSet();
        set.Add(_wake.Descriptor, WakeKey);
        if (_state.ControlDescriptor >= 0)
            set.Add(_state.ControlDescriptor, ControlKey);
        Span<long> keys = stackalloc long[2];
        while (!IsOver)
        {
            var ready = set.Wait(keys, 1000);
            _state.Beat();
            if (keys[..ready].Contains(WakeKey))
                _wake.Clear();
            if (keys[..ready].Contains(ControlKey) && _state.Heed())
                _reactor.Post(CloseListeners);
        }
        _crew.Stop();
        _crew.Join(1000);
        foreach (var slot in _state.Slots)
            slot.SetState(SlotState.Dead);
        _state.Runtime.Flush();
        return ExitCodes.Ok;
    }

    /// <summary>The sockets stay open in the parent and the other children; what is idle is answered once more with a close.</summary>
    private void CloseListeners()
    {
        _reactor.CloseListeners();
        _state.ReportClosed();
        if (_state.IsLeaving)
            _reactor.ShortenParked(_state.IdleLimit);
        foreach (var slot in _state.Slots)
            slot.MarkFinishing();
        _listenersClosed = true;
        _wake.Set();
    }

    private void OnAccepted(Connection connection)
    {
        if (!_state.CountAccepted() || !_state.BeginFinish(byItself: true))
            return;
        // The pause ends the batch of accepts that this connection came with.
        _reactor.PauseListeners();
        _reactor.Post(CloseListeners);
    }

    private void OnClosed(Connection connection)
    {
        if (_listenersClosed && _reactor.Connections == 0)
            _wake.Set();
    }

    private void AfterBatch()
    {
        var overloaded = _admission.IsOverloaded;
        if (overloaded != _paused && !_state.IsStopping)
        {
            _paused = overloaded;
            if (overloaded)
                _reactor.PauseListeners();
            else
                _reactor.ResumeListeners();
        }
        _state.Record.NotAccepting = overloaded || _state.IsStopping ? 1 : 0;
        _gauges.Publish();
        _state.Runtime.Flush();
    }
}
