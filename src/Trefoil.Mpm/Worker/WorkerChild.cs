using Trefoil.Io.Processes;
using Trefoil.Mpm.Child;

namespace Trefoil.Mpm.Worker;

/// <summary>A worker child: ThreadsPerChild threads that serve, and the main thread that listens to the parent.</summary>
internal sealed class WorkerChild
{
    private const long ControlKey = 1, WakeKey = 2;

    private readonly ChildState _state;
    private readonly AcceptTurn _turn;
    private readonly WorkerThread[] _threads;
    private readonly WakeEvent _finish = new();

    internal WorkerChild(ChildState state)
    {
        _state = state;
        _turn = new AcceptTurn(state, FinishByItself);
        _threads = new WorkerThread[state.Slots.Length];
        for (var i = 0; i < _threads.Length; i++)
            _threads[i] = new WorkerThread(state, _turn, i);
    }

    /// <summary>Serves until finished; gives the exit code.</summary>
    internal int Run()
    {
        try
        {
            foreach (var thread in _threads)
                thread.Start();
        }
        catch (OutOfMemoryException)
        {
            Io.Logs.Log.Write(_state.Runtime.Log, Io.Logs.LogLevel.Alert, _state.LogModule, 3142, "ap_thread_create: unable to create worker thread");
            return ExitCodes.Sick;
        }
        _state.ReportReady();
        using var set = new DescriptorSet();
        set.Add(_finish.Descriptor, WakeKey);
        if (_state.ControlDescriptor >= 0)
            set.Add(_state.ControlDescriptor, ControlKey);
        Span<long> keys = stackalloc long[2];
        while (!_state.IsStopping)
        {
            var ready = set.Wait(keys, 1000);
            _state.Beat();
            if (keys[..ready].Contains(ControlKey))
                OnControl();
        }
        Finish(set);
        return ExitCodes.Ok;
    }

    /// <summary>Idle threads end at once, the others with their connection; the parent may still say stop meanwhile.</summary>
    private void Finish(DescriptorSet set)
    {
        _turn.End();
        _finish.Clear();
        new Thread(() =>
        {
            foreach (var thread in _threads)
                thread.Join();
            _finish.Set();
        }) { IsBackground = true, Name = "join" }.Start();
        Span<long> keys = stackalloc long[2];
        while (true)
        {
            var ready = set.Wait(keys, 1000);
            _state.Beat();
            if (keys[..ready].Contains(ControlKey))
                OnControl();
            if (keys[..ready].Contains(WakeKey))
                break;
        }
        _state.Runtime.Flush();
    }

    private void OnControl()
    {
        if (!_state.Heed() || !_state.IsLeaving)
            return;
        foreach (var thread in _threads)
            thread.HurryIdle();
    }

    private void FinishByItself()
    {
        if (_state.BeginFinish(byItself: true))
            _finish.Set();
    }
}
