namespace Trefoil.Mpm;

/// <summary>The multi-processing modules.</summary>
public enum MpmKind
{
    /// <summary>A process for each connection.</summary>
    Prefork,
    /// <summary>A thread for each connection.</summary>
    Worker,
    /// <summary>Threads for requests in flight only.</summary>
    Event,
}
