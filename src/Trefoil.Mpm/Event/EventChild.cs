using Trefoil.Io.Processes;
using Trefoil.Io.Reactors;
using Trefoil.Mpm.Child;

namespace Trefoil.Mpm.Event;

/// <summary>An event child: one reactor with the listeners and all connections, a crew of ThreadsPerChild threads, and the main thread that listens to the parent.</summary>
internal sealed class EventChild
{
    private const int ClosingGrace = 500;
    private const long ControlKey = 1, WakeKey = 2;

    private readonly ChildState _state;
    private readonly SlotAdmission _admission;
    private readonly Reactor _reactor;
    private readonly ReactorCrew _crew;
    private readonly WakeEvent _wake = new();
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
        _crew = new ReactorCrew(_reactor, state.Slots.Length, "worker");
    }

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
        while (!_state.IsStopping || _reactor.Connections > 0)
        {
            var ready = set.Wait(keys, 1000);
            _state.Beat();
            if (keys[..ready].Contains(WakeKey))
                _wake.Clear();
            if (keys[..ready].Contains(ControlKey))
                OnControl();
        }
        _crew.Stop();
        _crew.Join(1000);
        foreach (var slot in _state.Slots)
            slot.SetState(SlotState.Dead);
        _state.Runtime.Flush();
        return ExitCodes.Ok;
    }

    private void OnControl()
    {
        switch (_state.ReadControl())
        {
            case ControlMessage.Finish:
                if (_state.BeginFinish(byItself: false))
                    _reactor.Post(CloseIdle);
                break;
            case ControlMessage.Stop:
                _state.Exit(ExitCodes.Ok);
                break;
        }
    }

    /// <summary>The sockets stay open in the parent and the other children; what is idle gets a short time for one more request, answered with a close.</summary>
    private void CloseIdle()
    {
        _reactor.RemoveListeners();
        _reactor.ShortenParked(ClosingGrace);
        _wake.Set();
    }

    private void OnAccepted(Connection connection)
    {
        if (!_state.CountAccepted() || !_state.BeginFinish(byItself: true))
            return;
        // The pause ends the batch of accepts that this connection came with.
        _reactor.PauseListeners();
        _reactor.Post(CloseIdle);
    }

    private void OnClosed(Connection connection)
    {
        if (_state.IsStopping && _reactor.Connections == 0)
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
        ref var record = ref _state.Record;
        record.NotAccepting = overloaded ? 1 : 0;
        var connections = _reactor.Connections;
        var lingering = _reactor.Lingering;
        record.Connections = connections;
        record.LingeringClose = lingering;
        record.WaitIo = _admission.Queued;
        record.KeepAlive = Math.Max(connections - lingering - _admission.Taken - _admission.Queued, 0);
        _state.Runtime.Flush();
    }
}
