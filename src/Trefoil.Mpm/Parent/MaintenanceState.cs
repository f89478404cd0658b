namespace Trefoil.Mpm.Parent;

/// <summary>What idle maintenance remembers from one second to the next.</summary>
internal sealed class MaintenanceState
{
    /// <summary>Children that may be started this second; doubles while more are needed.</summary>
    internal int SpawnRate { get; set; } = 1;

    /// <summary>Seconds of need during which the rate stands still after a restart.</summary>
    internal int HoldOff { get; set; }

    /// <summary>True while the limit is known to be reached and was reported.</summary>
    internal bool LimitReported { get; set; }

    /// <summary>True while it is known to be near and was reported.</summary>
    internal bool NearLimitReported { get; set; }

    /// <summary>Seconds in a row with enough idle workers; a long calm arms the reports again.</summary>
    internal int CalmSeconds { get; set; }
}
