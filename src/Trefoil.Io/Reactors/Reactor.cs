using System.Collections.Concurrent;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;
using Trefoil.Io.Sockets;

namespace Trefoil.Io.Reactors;

/// <summary>
/// One epoll set, one table of deadlines and one run queue. Whoever calls <see cref="Turn(int)"/> is its leader; only one thread may be that at a time.
/// </summary>
public sealed class Reactor : IDisposable
{
    private const int BatchLength = 64, AcceptBatch = 16, SweepPause = 100, AcceptPause = 100;
    private const ulong SpecialMark = 0xFFFF_FFFF_0000_0000;

    private readonly int _epoll;
    private readonly int _wakeEvent;
    private readonly EpollEvents _events = new(BatchLength);
    private readonly ConnectionHandler _handler;
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly List<SpecialSource> _specials = [];
    private readonly List<AsyncDescriptor> _due = [];
    private int _next;
    private int _count;
    private int _polling;
    private int _connections;
    private int _lingering;
    private int _accepting;
    private uint _generation;
    private long _nextSweep = long.MaxValue;
    private long _acceptAgainAt = long.MaxValue;
    private bool _listenersPaused;

    /// <summary>Makes a reactor for one child or one worker thread.</summary>
    public Reactor(ConnectionHandler handler, Admission admission)
    {
        _handler = handler;
        Admission = admission;
        _epoll = LibcEpoll.Create();
        _wakeEvent = LibcEpoll.CreateEvent();
        if (_epoll < 0 || _wakeEvent < 0)
            throw new InvalidOperationException($"The reactor cannot be made: {Errno.Text(-Math.Min(_epoll, _wakeEvent))}");
        LibcEpoll.Control(_epoll, LibcEpoll.EPOLL_CTL_ADD, _wakeEvent, LibcEpoll.EPOLLIN | LibcEpoll.EPOLLET, SpecialMark | 0xFFFF_FFFF);
        Now = Environment.TickCount64;
    }

    /// <summary>How requests get their slots.</summary>
    public Admission Admission { get; }

    /// <summary>Milliseconds of a monotonic clock, as of the latest poll.</summary>
    public long Now { get; private set; }

    /// <summary>Open connections, lingering ones included.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Connections in lingering close.</summary>
    public int Lingering => Volatile.Read(ref _lingering);

    /// <summary>True while some thread takes in connections: one of them may be accepted and not counted yet.</summary>
    public bool IsAccepting => Volatile.Read(ref _accepting) != 0;

    /// <summary>Runs after each batch of events, by the leader: flush logs, publish counts.</summary>
    public Action? AfterBatch { get; set; }

    /// <summary>Runs with each accepted connection, for counts and limits.</summary>
    public Action<Connection>? OnAccepted { get; set; }

    /// <summary>Runs with each closed connection.</summary>
    public Action<Connection>? Closed { get; set; }

    /// <summary>Reports an accept error other than the harmless ones: the errno; accepting pauses for a moment.</summary>
    public Action<int>? AcceptFailed { get; set; }

    /// <summary>Reports an exception that escaped from a handler.</summary>
    public Action<Connection, Exception>? HandlerFailed { get; set; }

    /// <summary>Runs when the leader comes back from the kernel, before it serves anything.</summary>
    internal Action? AfterPoll { get; set; }

    internal DescriptorTable Table { get; } = new();

    /// <summary>Counts events handled; stands still while one handler runs long.</summary>
    internal long DispatchCount { get; private set; }

    /// <summary>True while the leader waits in the kernel.</summary>
    internal bool IsPolling => Volatile.Read(ref _polling) != 0;

    /// <summary>Accepts from a listening socket from now on; several processes may share it (EPOLLEXCLUSIVE).</summary>
    public void AddListener(Listener listener)
    {
        _specials.Add(new SpecialSource(listener.Descriptor, listener, null));
        RegisterListener(_specials.Count - 1, LibcEpoll.EPOLL_CTL_ADD);
    }

    /// <summary>Stops accepting for good and closes this process's hold on the sockets. Leader only.</summary>
    /// <remarks>
    /// The kernel may have woken this process, and no other, for a connection that still waits: it must be taken in, or it would wait for the next one to come.
    /// </remarks>
    public void CloseListeners()
    {
        PauseListeners();
        _acceptAgainAt = long.MaxValue;
        Interlocked.Increment(ref _accepting);
        for (var i = 0; i < _specials.Count; i++)
        {
            if (_specials[i].Listener is not { } listener)
                continue;
            _specials[i] = new SpecialSource(-1, null, null);
            for (var left = AcceptBatch; left > 0 && AcceptOne(listener) >= 0; left--)
            {
            }
            listener.Close();
        }
        Interlocked.Decrement(ref _accepting);
    }

    /// <summary>Stops accepting until <see cref="ResumeListeners"/>; connections wait in the kernel's queue. Leader only.</summary>
    public void PauseListeners()
    {
        if (_listenersPaused)
            return;
        _listenersPaused = true;
        foreach (var source in _specials)
        {
            if (source.Listener is not null)
                LibcEpoll.Control(_epoll, LibcEpoll.EPOLL_CTL_DEL, source.Descriptor, 0, 0);
        }
    }

    /// <summary>Accepts again. Leader only.</summary>
    public void ResumeListeners()
    {
        if (!_listenersPaused)
            return;
        _listenersPaused = false;
        _acceptAgainAt = long.MaxValue;
        for (var i = 0; i < _specials.Count; i++)
        {
            if (_specials[i].Listener is not null)
                RegisterListener(i, LibcEpoll.EPOLL_CTL_ADD);
        }
    }

    /// <summary>Calls <paramref name="onReadable"/> on the leader while a descriptor is readable (level-triggered).</summary>
    public void Watch(int descriptor, Action onReadable)
    {
        _specials.Add(new SpecialSource(descriptor, null, onReadable));
        LibcEpoll.Control(_epoll, LibcEpoll.EPOLL_CTL_ADD, descriptor, LibcEpoll.EPOLLIN, SpecialMark | (uint)(_specials.Count - 1));
    }

    /// <summary>No longer watches a descriptor.</summary>
    public void Unwatch(int descriptor)
    {
        LibcEpoll.Control(_epoll, LibcEpoll.EPOLL_CTL_DEL, descriptor, 0, 0);
        var index = _specials.FindIndex(source => source.Descriptor == descriptor && source.OnReadable is not null);
        if (index >= 0)
            _specials[index] = new SpecialSource(-1, null, null);
    }

    /// <summary>Takes in an accepted descriptor (non-blocking) and serves what it has sent already.</summary>
    public Connection Adopt(int acceptedDescriptor, Listener listener, in SocketAddress peer)
    {
        // Where one thread serves one connection the reactor has rested since the last one.
        Now = Environment.TickCount64;
        var connection = new Connection(this, acceptedDescriptor, listener, peer);
        Interlocked.Increment(ref _connections);
        OnAccepted?.Invoke(connection);
        Serve(connection);
        return connection;
    }

    /// <summary>Runs an action on the leader, soon. From any thread.</summary>
    public void Post(Action work)
    {
        _posted.Enqueue(work);
        Wake();
    }

    /// <summary>Ends a wait in the kernel. From any thread.</summary>
    public void Wake()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _polling) != 0)
            LibcFiles.Write(_wakeEvent, [1, 0, 0, 0, 0, 0, 0, 0]);
    }

    /// <summary>One turn: posted work, one poll of at most <paramref name="timeoutMilliseconds"/> (-1: as long as it takes), every ready event, deadlines.</summary>
    public void Turn(int timeoutMilliseconds) => Turn(timeoutMilliseconds, null);

    /// <summary>A turn that ends early when <paramref name="seat"/> has passed to another thread, which then goes on with the rest of the batch.</summary>
    internal void Turn(int timeoutMilliseconds, LeaderSeat? seat)
    {
        RunTurn(timeoutMilliseconds, seat);
        // The access-log lines of the batch, before anything is waited for.
        LogWriter.EndBatch();
    }

    private void RunTurn(int timeoutMilliseconds, LeaderSeat? seat)
    {
        if (_next >= _count)
        {
            RunPosted(seat);
            if (seat is { IsHeld: false })
                return;
            LogWriter.EndBatch();
            Poll(timeoutMilliseconds);
        }
        LogWriter.BeginBatch();
        while (_next < _count)
        {
            var index = _next++;
            Dispatch(_events.Events(index), _events.Data(index));
            if (seat is { IsHeld: false })
                return;
        }
        RunPosted(seat);
        if (seat is { IsHeld: false })
            return;
        if (Now >= Volatile.Read(ref _nextSweep))
        {
            Sweep(seat);
            if (seat is { IsHeld: false })
                return;
        }
        if (Now >= _acceptAgainAt)
            ResumeListeners();
        AfterBatch?.Invoke();
    }

    /// <summary>Calls an action with every open connection (to close parked ones at a graceful end). Leader only.</summary>
    public void ForEachConnection(Action<Connection> action) => Table.ForEach(item =>
    {
        if (item is Connection connection)
            action(connection);
    });

    /// <summary>Counts what the open connections are about, by looking at each. Leader only.</summary>
    public ConnectionCounts CountConnections() => Table.CountConnections();

    /// <summary>Asks for a turn in at most so many milliseconds even if nothing happens. Leader only.</summary>
    public void TurnAgainIn(int milliseconds) => LowerNextSweep(Now + milliseconds);

    /// <summary>Gives every parked connection its timeout in at most so many milliseconds: at a graceful end they get a last chance, then they close.</summary>
    public void ShortenParked(int timeoutMilliseconds) => ForEachConnection(connection =>
    {
        if (connection.IsParked && !connection.IsLingering)
            SetDeadline(connection, timeoutMilliseconds);
    });

    /// <summary>Closes the epoll set and the wake descriptor.</summary>
    public void Dispose()
    {
        FileClose(_epoll);
        FileClose(_wakeEvent);
        _events.Dispose();
    }

    internal uint NextGeneration() => Interlocked.Increment(ref _generation);

    internal void Register(AsyncDescriptor descriptor, bool wantsWrite) => Control(descriptor, LibcEpoll.EPOLL_CTL_ADD, wantsWrite);

    internal void Modify(AsyncDescriptor descriptor, bool wantsWrite) => Control(descriptor, LibcEpoll.EPOLL_CTL_MOD, wantsWrite);

    internal void Unregister(int descriptor) => LibcEpoll.Control(_epoll, LibcEpoll.EPOLL_CTL_DEL, descriptor, 0, 0);

    internal void SetDeadline(AsyncDescriptor descriptor, int timeoutMilliseconds)
    {
        // Not Now: a handler that ran long, or a reactor that rested, would make the time begin in the past.
        var deadline = timeoutMilliseconds < 0 ? long.MaxValue : Environment.TickCount64 + timeoutMilliseconds;
        Table.SetDeadline(descriptor.Slot, deadline);
        if (LowerNextSweep(deadline))
            Wake();
    }

    /// <summary>Lets work on a connection that the caller cannot await run to its end; a failure is reported and closes the connection.</summary>
    public void Run(ValueTask work, Connection connection)
    {
        if (!work.IsCompletedSuccessfully)
            Observe(work, connection);
    }

    internal void Serve(Connection connection)
    {
        try
        {
            Run(_handler.ServeAsync(connection), connection);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Fail(connection, exception);
        }
    }

    /// <summary>Input came while the connection was being parked; it is served in its turn instead of deeper on this stack.</summary>
    internal void ServeAgain(Connection connection) => Post(() => Serve(connection));

    internal void OnParkTimeout(Connection connection) => _handler.OnParkTimeout(connection);

    internal void OnConnectionClosed(Connection connection)
    {
        Interlocked.Decrement(ref _connections);
        _handler.OnClosed(connection);
        Closed?.Invoke(connection);
    }

    internal void CountLingering(int change) => Interlocked.Add(ref _lingering, change);

    private static void FileClose(int descriptor) => Files.FileSystem.Close(descriptor);

    private async void Observe(ValueTask serving, Connection connection)
    {
        try
        {
            await serving;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Fail(connection, exception);
        }
    }

    private void Fail(Connection connection, Exception exception)
    {
        HandlerFailed?.Invoke(connection, exception);
        connection.Abort();
    }

    private void Poll(int timeoutMilliseconds)
    {
        _next = 0;
        _count = 0;
        Volatile.Write(ref _polling, 1);
        Interlocked.MemoryBarrier();
        var timeout = _posted.IsEmpty ? TimeoutUntilSweep(timeoutMilliseconds) : 0;
        _count = Math.Max(LibcEpoll.Wait(_epoll, _events, timeout), 0);
        Volatile.Write(ref _polling, 0);
        Now = Environment.TickCount64;
        AfterPoll?.Invoke();
    }

    private int TimeoutUntilSweep(int timeoutMilliseconds)
    {
        var due = Math.Min(Volatile.Read(ref _nextSweep), _acceptAgainAt);
        if (due == long.MaxValue)
            return timeoutMilliseconds;
        var left = (int)Math.Clamp(due - Environment.TickCount64, 0, int.MaxValue);
        return timeoutMilliseconds < 0 ? left : Math.Min(left, timeoutMilliseconds);
    }

    private void RunPosted(LeaderSeat? seat)
    {
        // Only what is there now: an action that posts again must not keep the leader from polling.
        for (var left = _posted.Count; left > 0 && seat is not { IsHeld: false } && _posted.TryDequeue(out var work); left--)
            work();
    }

    private void Dispatch(uint events, ulong data)
    {
        DispatchCount++;
        if (data >= SpecialMark)
        {
            DispatchSpecial((uint)data);
            return;
        }
        var descriptor = Table.Find((int)(data & 0x7FFF_FFFF));
        if (descriptor is null || descriptor.Generation != (uint)(data >> 32))
            return;
        var broken = (events & (LibcEpoll.EPOLLERR | LibcEpoll.EPOLLHUP)) != 0;
        descriptor.OnReady(
            broken || (events & (LibcEpoll.EPOLLIN | LibcEpoll.EPOLLRDHUP)) != 0,
            broken || (events & LibcEpoll.EPOLLOUT) != 0,
            broken || (events & LibcEpoll.EPOLLRDHUP) != 0);
    }

    private void DispatchSpecial(uint index)
    {
        if (index == 0xFFFF_FFFF || index >= _specials.Count)
            return;
        var source = _specials[(int)index];
        if (source.Listener is { } listener)
            AcceptAll(listener);
        else
            source.OnReadable?.Invoke();
    }

    private void AcceptAll(Listener listener)
    {
        Interlocked.Increment(ref _accepting);
        Accept(listener);
        Interlocked.Decrement(ref _accepting);
    }

    private void Accept(Listener listener)
    {
        for (var i = 0; i < AcceptBatch && !_listenersPaused; i++)
        {
            var accepted = AcceptOne(listener);
            if (accepted >= 0)
                continue;
            if (AcceptErrors.IsPressure(-accepted))
            {
                AcceptFailed?.Invoke(-accepted);
                PauseListeners();
                _acceptAgainAt = Now + AcceptPause;
            }
            return;
        }
    }

    private int AcceptOne(Listener listener)
    {
        Span<byte> address = stackalloc byte[32];
        var accepted = LibcConnections.Accept(listener.Descriptor, address);
        if (accepted >= 0)
            Adopt(accepted, listener, SocketAddress.Parse(address));
        return accepted;
    }

    private void Sweep(LeaderSeat? seat)
    {
        Volatile.Write(ref _nextSweep, long.MaxValue);
        var earliest = Table.Sweep(Now, _due);
        var next = earliest == long.MaxValue ? earliest : Math.Max(earliest, Now + SweepPause);
        LowerNextSweep(next);
        // Another leader may sweep into the list while a timed-out request of this one still runs.
        var due = _due.Count == 0 ? [] : _due.ToArray();
        _due.Clear();
        foreach (var descriptor in due)
        {
            if (seat is { IsHeld: false })
                Post(descriptor.OnDeadline);
            else
                descriptor.OnDeadline();
        }
    }

    /// <summary>True when the time is earlier than what was planned.</summary>
    private bool LowerNextSweep(long time)
    {
        long current;
        while (time < (current = Volatile.Read(ref _nextSweep)))
        {
            if (Interlocked.CompareExchange(ref _nextSweep, time, current) == current)
                return true;
        }
        return false;
    }

    private void RegisterListener(int index, int operation) =>
        LibcEpoll.Control(_epoll, operation, _specials[index].Descriptor, LibcEpoll.EPOLLIN | LibcEpoll.EPOLLEXCLUSIVE, SpecialMark | (uint)index);

    private void Control(AsyncDescriptor descriptor, int operation, bool wantsWrite) =>
        LibcEpoll.Control(
            _epoll,
            operation,
            descriptor.Descriptor,
            LibcEpoll.EPOLLIN | LibcEpoll.EPOLLRDHUP | LibcEpoll.EPOLLET | (wantsWrite ? LibcEpoll.EPOLLOUT : 0),
            ((ulong)descriptor.Generation << 32) | (uint)descriptor.Slot);

    private readonly record struct SpecialSource(int Descriptor, Listener? Listener, Action? OnReadable);
}
