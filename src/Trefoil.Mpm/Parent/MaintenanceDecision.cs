namespace Trefoil.Mpm.Parent;

/// <summary>What to do this second.</summary>
internal readonly record struct MaintenanceDecision(int Spawn = 0, bool RetireOne = false, LimitReport Report = LimitReport.None, bool ReportBusy = false);

/// <summary>What to tell about MaxRequestWorkers.</summary>
internal enum LimitReport
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>All workers that may be are there and busy.</summary>
    Reached,
    /// <summary>All that may be are there, some idle.</summary>
    Near,
}
