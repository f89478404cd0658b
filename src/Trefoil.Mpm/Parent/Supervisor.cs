using Trefoil.Io.Logs;
using Trefoil.Io.Native;
using Trefoil.Io.Processes;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Scoreboards;
using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm.Parent;

/// <summary>
/// The parent: one loop over signals, the deaths of children, what they say, and a tick each second. It starts and ends children and never touches
/// a client's bytes.
/// </summary>
public sealed class Supervisor
{
    private const long SignalKey = -1;
    private const int TickMilliseconds = 1000, ReadyTimeout = 30_000, HardRestartGrace = 1000;

    private readonly IServerProgram _program;
    private readonly SupervisorOptions _options;
    private readonly StartStatus _status;
    private readonly ServiceNotifier _service = new();
    private readonly DescriptorSet _set = new();
    private readonly MaintenanceState _maintenance = new();
    private readonly ServerPhaseState _phase = new();
    private SignalQueue _signals = null!;
    private Scoreboard _board = null!;
    private Children _children = null!;
    private Spawners _spawners = null!;
    private Generation _current = null!;
    private Generation? _former;
    private PidFile _pidFile = null!;
    private long _nextTick;

    /// <summary>Makes the parent.</summary>
    public Supervisor(IServerProgram program, SupervisorOptions options)
    {
        _program = program;
        _options = options;
        _status = new StartStatus(options.StatusDescriptor);
    }

    /// <summary>Runs the server with a first configuration until it is told to stop; gives the exit code.</summary>
    /// <remarks>1. scoreboard; 2. listeners and records for children; 3. logs in effect; 4. pid file; 5. signals; 6. children; 7. the loop.</remarks>
    public int Run(LoadedConfiguration first)
    {
        CurrentProcess.RaiseDescriptorLimit();
        if (_options.OneProcess)
            return new OneProcess(_program, _status).Run(first);

        // 1.
        var limits = first.Context.MainServer.Settings.Get<MpmSettings>().Limits;
        var board = Scoreboard.Create((limits?.ServerLimit ?? 0) * 2, (limits?.MaxRequestWorkers ?? 0) * 2, out var error);
        if (board is null)
            return Refuse([$"({-error}){Errno.Text(-error)}: AH00004: Unable to create or access scoreboard (anonymous shared memory failure)"]);
        Scoreboard.Current = _board = board;

        // 2.
        var errors = new List<string>();
        var generation = Generation.Prepare(first, board, null, InheritedListeners.Take(), errors);
        if (generation is null)
            return Refuse(errors);
        _current = generation;

        // 3.
        first.Activate();

        // 4.
        if (!WritePidFile())
            return 1;

        // 5.
        _signals = new SignalQueue(Signals.TERM, Signals.INT, Signals.HUP, Signals.USR1, Signals.USR2, Signals.WINCH, Signals.QUIT);
        _set.Add(_signals.Descriptor, SignalKey);

        // 6.
        MpmModule.IsRestart = true;
        DescribeServer(isStart: true);
        _children = new Children(_board, _set);
        _spawners = new Spawners(_set);
        _spawners.Start(_current);
        LogResuming();
        Spawn(_current.Limits.StartServers);
        ParentLog.AnnounceReady(_service);

        // 7.
        return Loop();
    }

    private int Loop()
    {
        Span<long> keys = stackalloc long[64];
        _nextTick = Environment.TickCount64 + TickMilliseconds;
        while (true)
        {
            var ready = _set.Wait(keys, Timeout());
            for (var i = 0; i < ready; i++)
            {
                if (keys[i] == SignalKey)
                    OnSignals(_signals.Take());
                else if (keys[i] <= Spawners.FirstKey)
                    _spawners.OnDeath(keys[i]);
                else if (_children.Find((int)(keys[i] >> 1)) is { } child)
                    OnChild(child, isDeath: (keys[i] & 1) != 0);
            }
            var now = Environment.TickCount64;
            if (now >= _nextTick)
            {
                _nextTick = now + TickMilliseconds;
                Tick(now);
            }
            if (_phase.Phase == ServerPhase.Restarting && IsNewGenerationReady(now))
                CompleteRestart();
            if (_phase.Phase is ServerPhase.Stopping or ServerPhase.Finishing && Reclaim(now) is { } code)
                return code;
        }
    }

    private int Timeout()
    {
        var now = Environment.TickCount64;
        var wait = (int)Math.Clamp(_nextTick - now, 0, TickMilliseconds);
        return _phase.Timetable is { } timetable ? Math.Min(wait, timetable.Wait(now)) : wait;
    }

    private void OnSignals(long signals)
    {
        if (SignalQueue.Contains(signals, Signals.TERM) || SignalQueue.Contains(signals, Signals.INT) || SignalQueue.Contains(signals, Signals.QUIT))
            BeginStop();
        else if (_phase.Phase == ServerPhase.Stopping)
            return;
        else if (SignalQueue.Contains(signals, Signals.HUP))
            BeginRestart(isGraceful: false);
        else if (SignalQueue.Contains(signals, Signals.WINCH) && !_options.HasTerminal)
            BeginFinish();
        else if (SignalQueue.Contains(signals, Signals.USR1) && _phase.Phase != ServerPhase.Finishing)
            BeginRestart(isGraceful: true);
    }

    private void OnChild(ChildHandle child, bool isDeath)
    {
        if (isDeath)
        {
            if (child.Process.TryReap(out var status))
                OnDeath(child, status);
            return;
        }
        var message = _children.Read(child);
        if (message == ControlMessage.Ready && child.Stage == ProcessStage.Starting)
        {
            child.Stage = ProcessStage.Serving;
            _status.Listening();
        }
        else if (message == ControlMessage.Finishing)
        {
            child.Stage = ProcessStage.Finishing;
        }
    }

    private void OnDeath(ChildHandle child, ExitStatus status)
    {
        var stage = child.Stage;
        _children.Remove(child);
        if (child.Generation != _current && child.Generation != _former && child.Generation.Children == 0)
            child.Generation.Close();
        child.Generation.Loaded.Tend();
        ParentLog.ReportExit(_current, child, status);
        if (_phase.Phase is ServerPhase.Stopping or ServerPhase.Finishing)
            return;
        if (status.Signal == 0 && status.Code == ExitCodes.Fatal)
            OnFatal(child);
        else if (child.Generation == _current)
            ReplaceCrashed(child, stage, status);
    }

    /// <summary>A child that can never work: a new generation gives way to the old one, an only one ends the server.</summary>
    private void OnFatal(ChildHandle child)
    {
        if (child.Generation != _current)
        {
            ParentLog.Write(_current, LogLevel.Warn, _current.Codes.Module, _current.Codes.OldGenerationFatal,
                $"Ignoring fatal error in child of previous generation (pid {child.Process.Id}).");
            return;
        }
        if (_phase.Phase == ServerPhase.Restarting)
        {
            AbandonRestart();
            return;
        }
        ParentLog.Write(_current, LogLevel.Alert, "core", 50, $"Child {child.Process.Id} returned a Fatal error... Apache is exiting!");
        _status.Failed("a child process could not start, see the error log");
        _phase.ExitCode = 1;
        BeginStop();
    }

    /// <summary>Threaded children that crash are replaced at once, twice in a row; after that, and in prefork, idle maintenance does it at its own pace.</summary>
    private void ReplaceCrashed(ChildHandle child, ProcessStage stage, ExitStatus status)
    {
        if (status.Signal == 0 && status.Code == ExitCodes.Sick)
        {
            _maintenance.SpawnRate = 1;
            _phase.SickChildren++;
            if (!_phase.AnyServed && _phase.SickChildren > _current.Limits.StartServers)
            {
                ParentLog.Write(_current, LogLevel.Alert, _current.Codes.Module, _current.Codes.Sick,
                    "A resource shortage or other unrecoverable failure was encountered before any child process initialized successfully... httpd is exiting!");
                _status.Failed("no child process could start, see the error log");
                _phase.ExitCode = 1;
                BeginStop();
            }
            return;
        }
        if (stage == ProcessStage.Starting && _phase.Phase == ServerPhase.Restarting && ++_phase.FailedStarts > _current.Limits.StartServers)
        {
            AbandonRestart();
            return;
        }
        if (status.Signal == 0 || _current.Limits.Mpm == MpmKind.Prefork || stage == ProcessStage.Finishing)
            return;
        _phase.Crashes++;
        if (_phase.Crashes <= 2)
            Spawn(1);
        else if (_phase.Crashes % 10 == 3)
            ParentLog.Write(_current, LogLevel.Warn, _current.Codes.Module, _current.Limits.Mpm == MpmKind.Event ? 10392 : 10393, "children are killed successively!");
        _phase.CrashedThisTick = true;
    }

    private void Tick(long now)
    {
        _current.Loaded.Tend();
        var (user, system) = CurrentProcess.CpuTime(false);
        var (childUser, childSystem) = CurrentProcess.CpuTime(true);
        ref var global = ref _board.Global;
        (global.ParentUserTime, global.ParentSystemTime, global.ChildrenUserTime, global.ChildrenSystemTime) = (user, system, childUser, childSystem);
        _spawners.Tick();
        if (!_phase.CrashedThisTick)
            _phase.Crashes = 0;
        _phase.CrashedThisTick = false;
        if (_phase.Phase is not (ServerPhase.Running or ServerPhase.Restarting))
            return;
        EnforceDeadlines(now);
        var census = _children.Count(_current);
        if (census.Active >= _current.Limits.ThreadsPerChild)
            _phase.AnyServed = true;
        var decision = IdleMaintenance.Decide(_current.Limits, census, _maintenance);
        if (decision.ReportBusy)
            ParentLog.ReportBusy(_current, decision.Spawn, census);
        ParentLog.ReportLimit(_current, decision.Report);
        if (decision.RetireOne)
            _children.LeastLoaded(_current)?.Finish();
        Spawn(decision.Spawn);
    }

    private void EnforceDeadlines(long now)
    {
        foreach (var child in _children.All)
        {
            if (now >= child.Deadline)
                child.Stop(now);
            else if (child.Timetable?.Step(now) is { } step and not ReclaimAction.None)
                ParentLog.Enforce(_current, child, step);
        }
    }

    private void Spawn(int count)
    {
        if (Environment.TickCount64 < _phase.NoSpawnBefore)
            return;
        for (var i = 0; i < count; i++)
        {
            var error = _children.Spawn(_current);
            if (error == 0)
                continue;
            ParentLog.Write(_current, LogLevel.Error, _current.Codes.Module, _current.Codes.SpawnFailed, "fork: Unable to fork new process", -error);
            // The loop goes on meanwhile; only spawning rests.
            _phase.NoSpawnBefore = Environment.TickCount64 + 10_000;
            return;
        }
    }

    private void BeginRestart(bool isGraceful)
    {
        if (_phase.Phase == ServerPhase.Restarting)
        {
            _phase.IsHardRestart |= !isGraceful;
            return;
        }
        var codes = _current.Codes;
        if (isGraceful)
            ParentLog.Write(_current, LogLevel.Notice, codes.Module, codes.Graceful, codes.GracefulText);
        else
            ParentLog.Write(_current, LogLevel.Notice, codes.Module, codes.Hangup, "SIGHUP received.  Attempting to restart");
        ParentLog.AnnounceReload(_service);
        var errors = new List<string>();
        var loaded = _program.Reload();
        var next = loaded is null ? null : Generation.Prepare(loaded, _board, _current, [], errors);
        if (next is null)
        {
            foreach (var error in errors)
                ParentLog.WriteBare(_current, error);
            ParentLog.Write(_current, LogLevel.Error, codes.Module, 0, "restart refused, the server goes on with the configuration it has");
            loaded?.Close();
            ParentLog.AnnounceReady(_service);
            return;
        }
        loaded!.Activate();
        _former = _current;
        _current = next;
        _phase.Restart(isHard: !isGraceful, Environment.TickCount64 + ReadyTimeout);
        _maintenance.HoldOff = IdleMaintenance.HoldOffAfterRestart;
        ref var global = ref _board.Global;
        next.Number = global.Generation + 1;
        _spawners.Start(next);
        DescribeServer(isStart: false);
        _pidFile.Write();
        Spawn(next.Limits.StartServers);
    }

    private bool IsNewGenerationReady(long now) => now >= _phase.ReadyDeadline || _children.AllServe(_current, _current.Limits.StartServers);

    /// <summary>The new children accept: the old ones finish (on SIGHUP within a second), and sockets that nobody listens on any more are closed.</summary>
    private void CompleteRestart()
    {
        var former = _former!;
        _former = null;
        foreach (var child in _children.All)
        {
            if (child.Generation == _current)
                continue;
            child.Finish();
            // A hard restart does not wait for long requests, yet those that are nearly done need not be torn.
            if (_phase.IsHardRestart)
                child.Deadline = Environment.TickCount64 + HardRestartGrace;
        }
        former.Listeners.CloseAllBut(_current.Listeners);
        if (_phase.IsHardRestart)
            _children.ResetTotals(_current);
        _phase.Phase = ServerPhase.Running;
        if (former.Children == 0)
            former.Close();
        LogResuming();
        ParentLog.AnnounceReady(_service);
    }

    /// <summary>The new generation does not come up: its children go, the old configuration stays in effect.</summary>
    private void AbandonRestart()
    {
        var failed = _current;
        _current = _former!;
        _former = null;
        foreach (var child in _children.All)
        {
            if (child.Generation == failed)
                child.Stop(Environment.TickCount64);
        }
        failed.Listeners.Abandon();
        _current.Loaded.Activate();
        _phase.Phase = ServerPhase.Running;
        if (failed.Children == 0)
            failed.Close();
        DescribeServer(isStart: false);
        ParentLog.Write(_current, LogLevel.Error, _current.Codes.Module, 0, "the new configuration's children do not start, the server goes back to the one before");
        ParentLog.AnnounceReady(_service);
    }

    private void BeginFinish()
    {
        if (_phase.Phase is ServerPhase.Finishing or ServerPhase.Stopping)
            return;
        ParentLog.AnnounceStopping(_service);
        _former?.Listeners.CloseAllBut(null);
        _current.Listeners.CloseAllBut(null);
        RemovePidFile();
        ParentLog.Write(_current, LogLevel.Notice, _current.Codes.Module, _current.Codes.CaughtWinch, "caught SIGWINCH, shutting down gracefully");
        foreach (var child in _children.All)
            child.Finish();
        var seconds = _current.Settings.GracefulShutdownTimeout;
        _phase.Finish(seconds == 0 ? long.MaxValue : Environment.TickCount64 + seconds * 1000L);
    }

    private void BeginStop()
    {
        if (_phase.Phase == ServerPhase.Stopping)
            return;
        ParentLog.AnnounceStopping(_service);
        _phase.IsGracefulStop = _phase.Phase == ServerPhase.Finishing;
        _former?.Listeners.CloseAllBut(null);
        _current.Listeners.CloseAllBut(null);
        foreach (var child in _children.All)
        {
            child.Stage = ProcessStage.Finishing;
            child.Tell(ControlMessage.Stop);
        }
        _phase.Stop(Environment.TickCount64);
    }

    /// <summary>Waits for the last children; gives the exit code once the server is over.</summary>
    private int? Reclaim(long now)
    {
        var isDone = _children.IsEmpty;
        if (!isDone && _phase.Phase == ServerPhase.Finishing)
        {
            if (now >= _phase.FinishDeadline)
                BeginStop();
            return null;
        }
        for (var step = _phase.Timetable?.Step(now) ?? ReclaimAction.None; !isDone && step != ReclaimAction.None; step = _phase.Timetable!.Step(now))
        {
            foreach (var child in _children.All)
                ParentLog.Enforce(_current, child, step);
            isDone = step == ReclaimAction.GiveUp;
        }
        if (!isDone)
            return null;
        if (_phase is { Phase: ServerPhase.Stopping, IsGracefulStop: false, ExitCode: 0 })
        {
            RemovePidFile();
            ParentLog.Write(_current, LogLevel.Notice, _current.Codes.Module, _current.Codes.CaughtTerm, "caught SIGTERM, shutting down");
        }
        _current.Loaded.Tend();
        return _phase.ExitCode;
    }

    private void DescribeServer(bool isStart)
    {
        ref var global = ref _board.Global;
        var limits = _current.Limits;
        global.Mpm = (int)limits.Mpm;
        global.Slots = limits.Daemons;
        global.ThreadsPerChild = limits.ThreadsPerChild;
        global.ServerLimit = limits.ServerLimit;
        global.ThreadLimit = limits.ThreadLimit;
        global.Extended = (_current.Settings.ExtendedStatus ?? _current.Loaded.Context.HasModule("status_module")) ? 1 : 0;
        global.SeeRequestTail = _current.Settings.SeeRequestTail ? 1 : 0;
        global.Generation = _current.Number;
        global.ParentPid = Environment.ProcessId;
        global.ConfigGeneration = _current.Number + 1;
        if (!isStart)
            return;
        global.HighestSlot = -1;
        global.StartTime = global.RestartTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    }

    private void LogResuming()
    {
        ParentLog.Write(_current, LogLevel.Notice, _current.Codes.Module, _current.Codes.ResumingNormal, $"{_program.Description} configured -- resuming normal operations");
        ParentLog.Write(_current, LogLevel.Info, _current.Codes.Module, _current.Codes.Built, $"Server built: {_program.Built}");
        ParentLog.Write(_current, LogLevel.Notice, "core", 94, $"Command line: '{_program.CommandLine}'");
        ParentLog.Write(_current, LogLevel.Debug, "core", 2639, $"Using SO_REUSEPORT: yes ({_current.Buckets})");
        if (_current.Codes.AcceptMutex != 0)
        {
            var mechanism = _current.Listeners.Listeners.Count > 1 ? _current.Settings.MutexFor("mpm-accept")?.Mechanism ?? "none" : "none";
            ParentLog.Write(_current, LogLevel.Debug, _current.Codes.Module, _current.Codes.AcceptMutex, $"Accept mutex: {mechanism} (default: none)");
        }
    }

    private bool WritePidFile()
    {
        var context = _current.Loaded.Context;
        _pidFile = new PidFile(context.ResolvePath(_current.Settings.PidFile ?? "logs/httpd.pid"));
        var error = _pidFile.Write();
        if (_pidFile.WasOverwritten && error == 0)
            ParentLog.Write(_current, LogLevel.Warn, "core", 98, $"pid file {_pidFile.Path} overwritten -- Unclean shutdown of previous Apache run?");
        if (error == 0)
            return true;
        ParentLog.Write(_current, LogLevel.Error, "core", 99, $"could not create {_pidFile.Path}", -error);
        ParentLog.Write(_current, LogLevel.Error, "core", 100, $"httpd: could not log pid to file {_pidFile.Path}");
        _status.Failed($"httpd: could not log pid to file {_pidFile.Path}");
        return false;
    }

    private void RemovePidFile()
    {
        var error = _pidFile.Remove();
        if (error == 0)
            ParentLog.Write(_current, LogLevel.Info, "core", 96, $"removed PID file {_pidFile.Path} (pid={Environment.ProcessId})");
        else if (error < 0)
            ParentLog.Write(_current, LogLevel.Error, "core", 95, $"failed to remove PID file {_pidFile.Path}", -error);
    }

    private int Refuse(List<string> errors)
    {
        foreach (var error in errors)
            _program.WriteStartup(error);
        _status.Failed(string.Join('\n', errors));
        return 1;
    }
}
