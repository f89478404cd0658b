using System.Runtime.InteropServices;
using Trefoil.Io.Processes;
using Trefoil.Mpm.Child;
using Trefoil.Mpm.Scoreboards;
using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm.Parent;

/// <summary>-X: this process opens the listeners, gives up its privileges and serves itself. For debuggers; restarts are not possible.</summary>
internal sealed class OneProcess(IServerProgram program, StartStatus status)
{
    internal int Run(LoadedConfiguration loaded)
    {
        var limits = loaded.Context.MainServer.Settings.Get<MpmSettings>().Limits;
        var board = Scoreboard.Create(1, limits?.ThreadsPerChild ?? 1, out _);
        var errors = new List<string>();
        var generation = board is null ? null : Generation.Prepare(loaded, board, null, InheritedListeners.Take(), errors);
        if (board is null || generation is null)
        {
            foreach (var error in errors)
                program.WriteStartup(error);
            status.Failed(string.Join('\n', errors));
            return 1;
        }
        Scoreboard.Current = board;
        loaded.Activate();
        var pidFile = new PidFile(loaded.Context.ResolvePath(generation.Settings.PidFile ?? "logs/httpd.pid"));
        pidFile.Write();
        Describe(board, generation);
        var slot = new SlotAllocator(board).Take(generation.Limits.ThreadsPerChild);
        board.Process(slot).Pid = Environment.ProcessId;
        board.Global.HighestSlot = slot;
        var start = generation.Start;
        if (generation.Spawner is { } spawner && spawner.Start() == 0)
            ScriptSpawner.Current = new ScriptSpawner(spawner.ChildrensDescriptor);
        if (start.Identity.Take() is { } failure)
        {
            program.WriteStartup($"AH{failure.Code:00000}: {failure.Text}");
            return 1;
        }
        var state = new ChildState(start, loaded.CreateRuntime(), board, slot, 0, 0, null);
        using var term = Stop(PosixSignal.SIGTERM, state);
        using var interrupt = Stop(PosixSignal.SIGINT, state);
        using var winch = PosixSignalRegistration.Create((PosixSignal)Signals.WINCH, static context => context.Cancel = true);
        status.Listening();
        return ChildMain.Serve(state);
    }

    private static PosixSignalRegistration Stop(PosixSignal signal, ChildState state) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        state.Exit(ExitCodes.Ok);
    });

    private static void Describe(Scoreboard board, Generation generation)
    {
        ref var global = ref board.Global;
        global.Mpm = (int)generation.Limits.Mpm;
        global.Slots = 1;
        global.ThreadsPerChild = generation.Limits.ThreadsPerChild;
        global.Extended = (generation.Settings.ExtendedStatus ?? generation.Loaded.Context.HasModule("status_module")) ? 1 : 0;
        global.SeeRequestTail = generation.Settings.SeeRequestTail ? 1 : 0;
        global.ConfigGeneration = 1;
        global.ParentPid = Environment.ProcessId;
        global.StartTime = global.RestartTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    }
}
