using Trefoil.Io.Logs;

namespace Trefoil.Io.Reactors;

/// <summary>
/// The threads of one event child. One of them, the leader, turns the reactor and serves what is ready itself; the others sleep. Leadership passes on when the
/// leader says that it is about to block (<see cref="Blocking"/>) or when a watch sees it in one request for more than a few milliseconds.
/// A thread that comes out of such a request joins the followers.
/// </summary>
public sealed class ReactorCrew
{
    private readonly Reactor _reactor;
    private readonly Thread[] _threads;
    private readonly Thread _watch;
    private readonly object _gate = new();
    private LeaderSeat? _leader;
    private volatile bool _stopping;
    private volatile bool _watchSleeps;

    /// <summary>Makes the crew; the threads start with <see cref="Start"/>.</summary>
    /// <param name="reactor">What they turn.</param>
    /// <param name="threads">How many; they live as long as the child.</param>
    /// <param name="threadName">Name in /proc, at most 15 bytes.</param>
    public ReactorCrew(Reactor reactor, int threads, string threadName)
    {
        _reactor = reactor;
        _threads = new Thread[threads];
        for (var i = 0; i < threads; i++)
            _threads[i] = new Thread(Work, StackBytes) { IsBackground = true, Name = threadName };
        reactor.AfterPoll = WakeWatch;
        _watch = new Thread(WatchLeader, StackBytes) { IsBackground = true, Name = "watch" };
    }

    private static int StackBytes => 512 * 1024;

    /// <summary>Starts all threads.</summary>
    public void Start()
    {
        foreach (var thread in _threads)
            thread.Start();
        _watch.Start();
    }

    /// <summary>Lets every thread end once it has finished what it is doing.</summary>
    public void Stop()
    {
        _stopping = true;
        lock (_gate)
            Monitor.PulseAll(_gate);
        _reactor.Wake();
    }

    /// <summary>Waits for the threads; false when the time ran out.</summary>
    public bool Join(int timeoutMilliseconds)
    {
        var end = Environment.TickCount64 + timeoutMilliseconds;
        foreach (var thread in _threads)
        {
            if (!thread.Join((int)Math.Max(end - Environment.TickCount64, 0)))
                return false;
        }
        return true;
    }

    private void Work()
    {
        var seat = new LeaderSeat();
        Blocking.SetThreadAction(() =>
        {
            PassOn(seat);
            LogWriter.EndBatch();
        });
        while (!_stopping)
        {
            if (!Lead(seat))
                continue;
            while (seat.IsHeld && !_stopping)
                _reactor.Turn(-1, seat);
            PassOn(seat);
        }
    }

    /// <summary>Sleeps as a follower until there is no leader, then takes the seat.</summary>
    private bool Lead(LeaderSeat seat)
    {
        lock (_gate)
        {
            while (_leader is not null && !_stopping)
                Monitor.Wait(_gate);
            if (_stopping)
                return false;
            seat.Take();
            _leader = seat;
            return true;
        }
    }

    private void PassOn(LeaderSeat seat)
    {
        if (!seat.Lose())
            return;
        lock (_gate)
        {
            if (ReferenceEquals(_leader, seat))
                _leader = null;
            Monitor.Pulse(_gate);
        }
    }

    private void WatchLeader()
    {
        const int Pause = 5, PollsUntilSleep = 40;
        var lastCount = -1L;
        var quiet = 0;
        while (!_stopping)
        {
            if (quiet >= PollsUntilSleep)
            {
                SleepUntilBusy();
                quiet = 0;
            }
            Thread.Sleep(Pause);
            var count = _reactor.DispatchCount;
            if (_reactor.IsPolling)
            {
                quiet = count == lastCount ? quiet + 1 : 0;
            }
            else
            {
                quiet = 0;
                if (count == lastCount && Volatile.Read(ref _leader) is { } seat)
                    PassOn(seat);
            }
            lastCount = count;
        }
    }

    private void SleepUntilBusy()
    {
        lock (_watch)
        {
            _watchSleeps = true;
            while (_watchSleeps && !_stopping)
                Monitor.Wait(_watch, 1000);
            _watchSleeps = false;
        }
    }

    private void WakeWatch()
    {
        if (!_watchSleeps)
            return;
        lock (_watch)
        {
            _watchSleeps = false;
            Monitor.Pulse(_watch);
        }
    }
}
