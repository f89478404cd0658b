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
    private const long SignalKey = -1, SuccessorKey = -2, VerdictKey = -3;
    private const int TickMilliseconds = 1000, ReadyTimeout = 30_000, HardRestartGrace = 1000, ListenersGrace = 300, LongestSpawnPause = 30_000;

    private readonly IServerProgram _program;
    private readonly SupervisorOptions _options;
    private readonly StartStatus _status;
    private readonly ServiceReports _service = new();
    private readonly PidFileKeeper _pidFile = new();
    private readonly DescriptorSet _set = new();
    private readonly MaintenanceState _maintenance = new();
    private readonly ServerPhaseState _phase = new();
    private SignalQueue _signals = null!;
    private Scoreboard _board = null!;
    private Children _children = null!;
    private Spawners _spawners = null!;
    private Generation _current = null!;
    private Generation? _former;
    private Upgrade? _upgrade;
    private long _nextTick;

    /// <summary>Makes the parent.</summary>
    public Supervisor(IServerProgram program, SupervisorOptions options)
    {
        _program = program;
        _options = options;
        _status = new StartStatus(options.StatusDescriptor);
    }

    /// <summary>Runs the server with a first configuration until it is told to stop; gives the exit code.</summary>
    /// <remarks>
    /// 1. scoreboard; 2. listeners and records for children; 3. logs in effect; 4. pid file, unless another server still has it; 5. signals; 6. children;
    /// 7. the loop. Whoever started us hears of success when the first child serves; a server that we take over from, when all do.
    /// </remarks>
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
        if (_options.Predecessor == 0 && !WritePidFile())
            return 1;

        // 5.
        FatalSignals.LetThemEndUs();
        _signals = new SignalQueue(Signals.TERM, Signals.INT, Signals.HUP, Signals.USR1, Signals.USR2, Signals.WINCH, Signals.QUIT);
        _set.Add(_signals.Descriptor, SignalKey);

        // 6.
        MpmModule.IsRestart = true;
        ServerDescription.Write(_board, _current, isStart: true);
        _children = new Children(_board, _set);
        _spawners = new Spawners(_set);
        _spawners.Start(_current);
        ParentLog.ReportResuming(_current, _program);
        Spawn(_current.Limits.StartServers);

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
                else if (keys[i] is SuccessorKey or VerdictKey)
                    OnSuccessor(isDeath: keys[i] == SuccessorKey);
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
            if (_phase.Phase == ServerPhase.Restarting)
                WatchNewGeneration(now);
            if (_phase is { Phase: ServerPhase.Running, NextRestart: { } isGraceful } && _upgrade is null)
                BeginRestart(isGraceful);
            if (now >= _phase.ListenersEndAt || (_phase.ListenersEndAt != long.MaxValue && _children.AllHaveClosed))
                EndListeners();
            if (_phase.Phase is ServerPhase.Stopping or ServerPhase.Finishing && Reclaim(now) is { } code)
                return code;
        }
    }

    private int Timeout()
    {
        var now = Environment.TickCount64;
        var wait = (int)Math.Clamp(Math.Min(_nextTick, _phase.ListenersEndAt) - now, 0, TickMilliseconds);
        return _phase.Timetable is { } timetable ? Math.Min(wait, timetable.Wait(now)) : wait;
    }

    private void OnSignals(long signals)
    {
        if (SignalQueue.Contains(signals, Signals.TERM) || SignalQueue.Contains(signals, Signals.INT) || SignalQueue.Contains(signals, Signals.QUIT))
            BeginStop();
        else if (_phase.Phase is ServerPhase.Stopping or ServerPhase.Finishing)
            return;
        else if (SignalQueue.Contains(signals, Signals.HUP))
            BeginRestart(isGraceful: false);
        else if (SignalQueue.Contains(signals, Signals.WINCH) && !_options.HasTerminal)
            BeginFinish();
        else if (SignalQueue.Contains(signals, Signals.USR1))
            BeginRestart(isGraceful: true);
        else if (SignalQueue.Contains(signals, Signals.USR2))
            BeginUpgrade();
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
            _phase.AnyServed = true;
            _phase.FailedStarts = 0;
            if (_status.IsAwaited && (_options.Predecessor == 0 || _children.AllServe(_current, _current.Limits.StartServers)))
                TakeOffice();
        }
        else if (message == ControlMessage.Finishing)
        {
            child.Stage = ProcessStage.Finishing;
        }
        else if (message == ControlMessage.Closed)
        {
            child.HasClosed = true;
        }
    }

    /// <summary>We serve: whoever waits for that hears it.</summary>
    private void TakeOffice()
    {
        if (_options.Predecessor != 0 && !WritePidFile())
        {
            _phase.ExitCode = 1;
            BeginStop();
            return;
        }
        _status.Listening();
        _service.Ready();
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

    /// <summary>
    /// Threaded children that crash are replaced at once, twice in a row; after that, and in prefork, idle maintenance does it at its own pace. Children that do not even become
    /// ready are replaced ever more slowly.
    /// </summary>
    private void ReplaceCrashed(ChildHandle child, ProcessStage stage, ExitStatus status)
    {
        if (stage == ProcessStage.Starting)
        {
            OnFailedStart();
            return;
        }
        if (status.Signal == 0)
        {
            if (status.Code == ExitCodes.Sick)
                _maintenance.SpawnRate = 1;
            return;
        }
        if (_current.Limits.Mpm == MpmKind.Prefork || stage == ProcessStage.Finishing)
            return;
        _phase.Crashes++;
        if (_phase.Crashes <= 2)
            Spawn(1);
        else if (_phase.Crashes % 10 == 3)
            ParentLog.Write(_current, LogLevel.Warn, _current.Codes.Module, _current.Limits.Mpm == MpmKind.Event ? 10392 : 10393, "children are killed successively!");
        _phase.CrashedThisTick = true;
    }

    private void OnFailedStart()
    {
        _phase.FailedStarts++;
        _maintenance.SpawnRate = 1;
        if (_phase.Phase == ServerPhase.Restarting)
        {
            if (_phase.FailedStarts > _current.Limits.StartServers)
                AbandonRestart();
            return;
        }
        _phase.NoSpawnBefore = Environment.TickCount64 + Math.Min(250L << Math.Min(_phase.FailedStarts, 10), LongestSpawnPause);
        if (_phase.AnyServed || _phase.FailedStarts <= Math.Max(_current.Limits.StartServers, 3))
            return;
        ParentLog.Write(_current, LogLevel.Alert, _current.Codes.Module, _current.Codes.Sick,
            "A resource shortage or other unrecoverable failure was encountered before any child process initialized successfully... httpd is exiting!");
        _status.Failed("no child process could start, see the error log");
        _phase.ExitCode = 1;
        BeginStop();
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
        if (_upgrade is { Verdict: >= 0 } upgrade && now >= upgrade.Deadline)
            RefuseUpgrade(upgrade, "it did not become ready in time");
        var census = _children.Count(_current);
        _service.Beat(_board, census, now);
        if (_phase.Phase == ServerPhase.Stopping)
            return;
        EnforceDeadlines(now);
        if (_phase.Phase == ServerPhase.Finishing)
            return;
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
        if (_phase.Phase == ServerPhase.Restarting || _upgrade is not null)
        {
            // The configuration may have changed once more, so it is read once more afterwards.
            _phase.NextRestart = (_phase.NextRestart ?? true) && isGraceful;
            return;
        }
        _phase.NextRestart = null;
        var codes = _current.Codes;
        if (isGraceful)
            ParentLog.Write(_current, LogLevel.Notice, codes.Module, codes.Graceful, codes.GracefulText);
        else
            ParentLog.Write(_current, LogLevel.Notice, codes.Module, codes.Hangup, "SIGHUP received.  Attempting to restart");
        _service.Reloading();
        var errors = new List<string>();
        var loaded = _program.Reload();
        var next = loaded is null ? null : Generation.Prepare(loaded, _board, _current, [], errors, isGraceful);
        if (next is null)
        {
            foreach (var error in errors)
                ParentLog.WriteBare(_current, error);
            ParentLog.Write(_current, LogLevel.Error, codes.Module, 0, "restart refused, the server goes on with the configuration it has");
            loaded?.Close();
            _service.Ready();
            return;
        }
        loaded!.Activate();
        _former = _current;
        _current = next;
        _phase.Restart(isHard: !isGraceful, Environment.TickCount64 + ReadyTimeout);
        _maintenance.HoldOff = IdleMaintenance.HoldOffAfterRestart;
        next.Number = _board.Global.Generation + 1;
        _spawners.Start(next);
        ServerDescription.Write(_board, _current, isStart: false);
        _pidFile.Write(_current, 0, out _);
        foreach (var child in _children.All)
            child.EndsConnections(true);
        Spawn(next.Limits.StartServers);
    }

    private void WatchNewGeneration(long now)
    {
        if (_children.AllServe(_current, _current.Limits.StartServers) || (now >= _phase.ReadyDeadline && _children.AllServe(_current, 1)))
            CompleteRestart();
        else if (now >= _phase.ReadyDeadline)
            AbandonRestart();
    }

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
        ParentLog.ReportResuming(_current, _program);
        _service.Ready();
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
            else
                child.EndsConnections(child.Stage == ProcessStage.Finishing);
        }
        failed.Listeners.Abandon();
        _current.Loaded.Activate();
        _phase.Phase = ServerPhase.Running;
        if (failed.Children == 0)
            failed.Close();
        ServerDescription.Write(_board, _current, isStart: false);
        _pidFile.Write(_current, 0, out _);
        ParentLog.Write(_current, LogLevel.Error, _current.Codes.Module, 0, "the new configuration's children do not start, the server goes back to the one before");
        _service.Ready();
    }

    private void BeginFinish()
    {
        _service.Stopping();
        EndUpgrade();
        foreach (var child in _children.All)
            child.Leave();
        _phase.ListenersEndAt = Environment.TickCount64 + ListenersGrace;
        _pidFile.Remove(_current);
        ParentLog.Write(_current, LogLevel.Notice, _current.Codes.Module, _current.Codes.CaughtWinch, "caught SIGWINCH, shutting down gracefully");
        var seconds = _current.Settings.GracefulShutdownTimeout;
        _phase.Finish(seconds == 0 ? long.MaxValue : Environment.TickCount64 + seconds * 1000L);
    }

    /// <summary>
    /// At a graceful stop the children take in what waits in the sockets before they close them; the socket itself is shut after the last of them, or after a moment where
    /// one is too busy to hear us.
    /// </summary>
    private void EndListeners()
    {
        _phase.ListenersEndAt = long.MaxValue;
        ListenerSet.End(keepsListening: _phase.IsHandedOver, _former?.Listeners, _current.Listeners);
    }

    private void BeginStop()
    {
        if (_phase.Phase == ServerPhase.Stopping)
            return;
        if (!_phase.IsHandedOver)
            _service.Stopping();
        EndUpgrade();
        _phase.IsGracefulStop = _phase.Phase == ServerPhase.Finishing;
        EndListeners();
        foreach (var child in _children.All)
        {
            child.Stage = ProcessStage.Finishing;
            child.Tell(ControlMessage.Stop);
        }
        _phase.Stop(Environment.TickCount64);
    }

    /// <summary>Another executable is to take over; if it fails, nothing has happened.</summary>
    private void BeginUpgrade()
    {
        if (_phase.Phase != ServerPhase.Running || _upgrade is not null)
            return;
        ParentLog.Write(_current, LogLevel.Notice, _current.Codes.Module, 0, "SIGUSR2 received.  Starting another executable that takes over");
        var reason = _options.Successor is null || _options.StatusDescriptor >= 0 && _status.IsAwaited ? "it is not known how this server was started"
            : Environment.ProcessId == 1 ? "the first process of a container cannot be replaced" : null;
        var error = 0;
        _upgrade = reason is null ? Upgrade.Start(_options.Successor!, _current.Listeners.Listeners, out error) : null;
        if (_upgrade is null)
        {
            ParentLog.Write(_current, LogLevel.Error, _current.Codes.Module, 0, $"upgrade refused, the server goes on: {reason ?? "the process cannot be started"}", -error);
            return;
        }
        _set.Add(_upgrade.Process.Descriptor, SuccessorKey);
        _set.Add(_upgrade.Verdict, VerdictKey);
    }

    private void OnSuccessor(bool isDeath)
    {
        if (_upgrade is not { } upgrade)
            return;
        if (upgrade.Verdict >= 0 && upgrade.Hear() is { } verdict)
        {
            if (verdict.Length == 0)
                HandOver(upgrade);
            else
                RefuseUpgrade(upgrade, verdict);
        }
        if (isDeath && upgrade.Process.TryReap(out _) && ReferenceEquals(_upgrade, upgrade))
        {
            if (!_phase.IsHandedOver)
                RefuseUpgrade(upgrade, "it has ended");
            _upgrade = null;
        }
    }

    private void HandOver(Upgrade upgrade)
    {
        _phase.IsHandedOver = true;
        _service.HandOver(upgrade.Process.Id);
        ParentLog.Write(_current, LogLevel.Notice, _current.Codes.Module, 0, $"process {upgrade.Process.Id} has taken over, finishing");
        EndListeners();
        foreach (var child in _children.All)
            child.Finish();
        _phase.Finish(long.MaxValue);
    }

    private void RefuseUpgrade(Upgrade upgrade, string reason)
    {
        ParentLog.Write(_current, LogLevel.Error, _current.Codes.Module, 0, $"upgrade failed, the server goes on: {reason}");
        EndUpgrade();
    }

    /// <summary>A successor that has not taken over ends.</summary>
    private void EndUpgrade()
    {
        if (_upgrade is not { } upgrade || _phase.IsHandedOver)
            return;
        _upgrade = null;
        upgrade.Close();
        upgrade.Process.Signal(Signals.KILL);
        upgrade.Process.TryReap(out _, wait: true);
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
            _pidFile.Remove(_current);
            ParentLog.Write(_current, LogLevel.Notice, _current.Codes.Module, _current.Codes.CaughtTerm, "caught SIGTERM, shutting down");
        }
        _current.Loaded.Tend();
        return _phase.ExitCode;
    }

    private bool WritePidFile()
    {
        if (_pidFile.Write(_current, _options.Predecessor, out var reason))
            return true;
        _status.Failed(reason);
        return false;
    }

    private int Refuse(List<string> errors)
    {
        foreach (var error in errors)
            _program.WriteStartup(error);
        _status.Failed(string.Join('\n', errors));
        return 1;
    }
}
