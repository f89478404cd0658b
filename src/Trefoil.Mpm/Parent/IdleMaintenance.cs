using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm.Parent;

/// <summary>
/// The arithmetic of spare servers, once a second: too many idle workers end one child, too few start some, at a rate that doubles from 1 to 32 as long as the
/// need lasts. Never more are started than are missing.
/// </summary>
internal static class IdleMaintenance
{
    internal const int MaxSpawnRate = 32, BusyRate = 8, HoldOffAfterRestart = 10, CalmUntilRearmed = 60;

    internal static MaintenanceDecision Decide(Limits limits, Census census, MaintenanceState state)
    {
        if (census.Idle > limits.MaxSpare)
        {
            state.SpawnRate = 1;
            Calm(state);
            return new MaintenanceDecision(RetireOne: census.Children > 1);
        }
        if (census.Idle >= limits.MinSpare)
        {
            state.SpawnRate = 1;
            Calm(state);
            return default;
        }
        state.CalmSeconds = 0;
        var room = limits.Daemons - census.Children;
        if (room <= 0)
        {
            state.SpawnRate = 1;
            return new MaintenanceDecision(Report: Report(limits, census, state));
        }
        var missing = (limits.MinSpare - census.Idle + limits.ThreadsPerChild - 1) / limits.ThreadsPerChild;
        var spawn = Math.Min(Math.Min(state.SpawnRate, room), missing);
        var busy = state.SpawnRate >= BusyRate;
        if (state.HoldOff > 0)
            state.HoldOff--;
        else if (state.SpawnRate < MaxSpawnRate)
            state.SpawnRate *= 2;
        return new MaintenanceDecision(spawn, ReportBusy: busy);
    }

    private static LimitReport Report(Limits limits, Census census, MaintenanceState state)
    {
        // Prefork has only one report, and it comes whether or not a child is idle.
        if (census.Idle == 0 || limits.Mpm == MpmKind.Prefork)
        {
            if (state.LimitReported)
                return LimitReport.None;
            state.LimitReported = true;
            return LimitReport.Reached;
        }
        if (state.NearLimitReported)
            return LimitReport.None;
        state.NearLimitReported = true;
        return LimitReport.Near;
    }

    /// <summary>A saturation long after the last one is news again.</summary>
    private static void Calm(MaintenanceState state)
    {
        if (++state.CalmSeconds < CalmUntilRearmed)
            return;
        state.LimitReported = false;
        state.NearLimitReported = false;
    }
}
