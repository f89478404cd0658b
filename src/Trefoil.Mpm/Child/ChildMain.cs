using System.Globalization;
using System.Runtime.InteropServices;
using Trefoil.Io.Files;
using Trefoil.Io.Memory;
using Trefoil.Io.Processes;
using Trefoil.Io.Reactors;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Event;
using Trefoil.Mpm.Prefork;
using Trefoil.Mpm.Scoreboards;
using Trefoil.Mpm.Worker;

namespace Trefoil.Mpm.Child;

/// <summary>The life of a child process.</summary>
/// <remarks>
/// 1. read the start record and the slot; 2. give up privileges; 3. tie our life to the parent's; 4. build the configuration from the snapshot;
/// 5. serve as the MPM says, until told to finish or stop.
/// </remarks>
public static class ChildMain
{
    /// <summary>The verb on the command line.</summary>
    public const string Verb = "--child";

    internal const string Variable = "TREFOIL_CHILD";

    private static readonly List<PosixSignalRegistration> Registrations = [];

    /// <summary>Runs a child; returns its exit code.</summary>
    public static int Run(IChildProgram program)
    {
        // 1.
        var numbers = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(':');
        Environment.SetEnvironmentVariable(Variable, null);
        if (numbers.Length != 2 || !int.TryParse(numbers[0], CultureInfo.InvariantCulture, out var controlDescriptor)
            || !int.TryParse(numbers[1], CultureInfo.InvariantCulture, out var startDescriptor))
        {
            return Fail("this verb is for the server's own use");
        }
        var control = new ControlChannel(controlDescriptor);
        var bytes = MemoryFile.Read(startDescriptor, out _);
        Span<byte> assignment = stackalloc byte[64];
        Span<int> none = [];
        if (bytes is null || control.Receive(assignment, none, out _, wait: true) < 13 || assignment[0] != (byte)ControlMessage.Assign)
            return Fail("the start record cannot be read");
        var start = ChildStart.Read(bytes);
        var slot = BitConverter.ToInt32(assignment[1..]);
        var generation = BitConverter.ToInt32(assignment[5..]);
        var bucket = BitConverter.ToInt32(assignment[9..]);
        FatalSignals.LetThemEndUs();
        IgnoreTerminalSignals();
        CloseOnExec(start, controlDescriptor, startDescriptor);
        var snapshot = MemoryFile.Read(start.SnapshotDescriptor, out _);
        var board = Scoreboard.Attach(start.ScoreboardDescriptor);
        if (snapshot is null || board is null)
            return Fail("AH00005: Fatal error: shared scoreboard too small for child!");
        Scoreboard.Current = board;
        FileSystem.Close(startDescriptor);
        FileSystem.Close(start.SnapshotDescriptor);

        // 2.
        if (start.Identity.Take() is { } failure)
            return Fail(failure.Errno == 0 ? $"AH{failure.Code:00000}: {failure.Text}" : $"({failure.Errno}){Io.Native.Errno.Text(failure.Errno)}: AH{failure.Code:00000}: {failure.Text}");

        // The kernel puts a core file where the process is, unless core_pattern says otherwise.
        if (start.CoreDirectory.Length > 0)
            CurrentProcess.ChangeDirectory(start.CoreDirectory);

        // 3.
        CurrentProcess.SetParentDeathSignal(Signals.TERM);
        if (CurrentProcess.ParentId != start.ParentId)
            return ExitCodes.Ok;

        // 4.
        var runtime = program.Load(snapshot, start.Logs, out var error);
        if (runtime is null)
            return Fail(error ?? "the configuration cannot be built");

        if (start.SpawnerDescriptor >= 0)
            ScriptSpawner.Current = new ScriptSpawner(start.SpawnerDescriptor);

        // 5.
        var state = new ChildState(start, runtime, board, slot, generation, bucket, control);
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            state.Exit(ExitCodes.Ok);
        }));
        return Serve(state);
    }

    internal static int Serve(ChildState state)
    {
        foreach (var slot in state.Slots)
            slot.Begin(state.Generation, SlotState.Starting);
        switch (state.Start.Limits.Mpm)
        {
            case MpmKind.Prefork:
                return new PreforkChild(state).Run();
            case MpmKind.Worker:
                return new WorkerChild(state).Run();
            default:
                return new EventChild(state).Run();
        }
    }

    /// <summary>The terminal sends these to the whole group; only the parent acts on them.</summary>
    private static void IgnoreTerminalSignals()
    {
        foreach (var signal in (int[])[Signals.HUP, Signals.INT, Signals.QUIT, Signals.USR1, Signals.USR2, Signals.WINCH])
            Registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, static context => context.Cancel = true));
    }

    /// <summary>The inherited descriptors must not go on to programs that this child starts.</summary>
    private static void CloseOnExec(ChildStart start, params ReadOnlySpan<int> others)
    {
        foreach (var descriptor in others)
            InheritedDescriptor.SetCloseOnExec(descriptor);
        InheritedDescriptor.SetCloseOnExec(start.SnapshotDescriptor);
        InheritedDescriptor.SetCloseOnExec(start.ScoreboardDescriptor);
        if (start.AcceptMutexDescriptor >= 0)
            InheritedDescriptor.SetCloseOnExec(start.AcceptMutexDescriptor);
        if (start.SpawnerDescriptor >= 0)
            InheritedDescriptor.SetCloseOnExec(start.SpawnerDescriptor);
        foreach (var listener in start.Listeners)
            InheritedDescriptor.SetCloseOnExec(listener.Descriptor);
        foreach (var log in start.Logs)
            InheritedDescriptor.SetCloseOnExec(log.Descriptor);
    }

    private static int Fail(string reason)
    {
        FileSystem.WriteAll(2, System.Text.Encoding.Latin1.GetBytes(reason + "\n"));
        return ExitCodes.Fatal;
    }
}
