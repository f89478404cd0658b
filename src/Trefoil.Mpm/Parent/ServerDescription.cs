using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Mpm.Parent;

/// <summary>Writes into the scoreboard what is true of the server as a whole.</summary>
internal static class ServerDescription
{
    internal static void Write(Scoreboard board, Generation generation, bool isStart)
    {
        ref var global = ref board.Global;
        var limits = generation.Limits;
        global.Mpm = (int)limits.Mpm;
        global.Slots = limits.Daemons;
        global.ThreadsPerChild = limits.ThreadsPerChild;
        global.ServerLimit = limits.ServerLimit;
        global.ThreadLimit = limits.ThreadLimit;
        global.Extended = (generation.Settings.ExtendedStatus ?? generation.Loaded.Context.HasModule("status_module")) ? 1 : 0;
        global.SeeRequestTail = generation.Settings.SeeRequestTail ? 1 : 0;
        global.Generation = generation.Number;
        global.ParentPid = Environment.ProcessId;
        global.ConfigGeneration = generation.Number + 1;
        if (!isStart)
            return;
        global.HighestSlot = -1;
        global.StartTime = global.RestartTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    }
}
