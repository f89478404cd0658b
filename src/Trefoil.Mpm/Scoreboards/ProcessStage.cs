namespace Trefoil.Mpm.Scoreboards;

/// <summary>Where a child is in its life.</summary>
public enum ProcessStage
{
    /// <summary>Nobody uses the record.</summary>
    None,
    /// <summary>Spawned, not ready yet.</summary>
    Starting,
    /// <summary>Serving.</summary>
    Serving,
    /// <summary>Accepts no more and ends when its connections have.</summary>
    Finishing,
}
