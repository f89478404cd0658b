using Trefoil.Io.Reactors;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Modules.Generators.Status;

/// <summary>How many workers of a process are busy, finishing for a restart, or idle.</summary>
internal readonly record struct ProcessCounts(int Busy, int Graceful, int Idle)
{
    /// <summary>
    /// A process that finishes takes no new work, so whatever it is still busy with counts as graceful. Starting and dead workers count nowhere.
    /// </summary>
    internal static ProcessCounts Of(ProcessSnapshot process, int generation)
    {
        if (process.Pid == 0)
            return default;
        var isFinishing = process.Stage == ProcessStage.Finishing;
        int busy = 0, graceful = 0, idle = 0;
        foreach (var worker in process.Workers)
        {
            switch (worker.State)
            {
                case SlotState.Dead or SlotState.Starting or SlotState.IdleKill:
                    break;
                case SlotState.Ready:
                    if (!isFinishing && process.Generation == generation)
                        idle++;
                    break;
                case SlotState.Graceful:
                    graceful++;
                    break;
                default:
                    if (isFinishing)
                        graceful++;
                    else
                        busy++;
                    break;
            }
        }
        return new ProcessCounts(busy, graceful, idle);
    }
}
