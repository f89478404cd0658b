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
        ServerDescription.Write(board, generation, isStart: true);
        board.Global.Slots = 1;
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
}
