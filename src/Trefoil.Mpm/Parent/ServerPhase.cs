namespace Trefoil.Mpm.Parent;

/// <summary>What the parent is about.</summary>
internal enum ServerPhase
{
    /// <summary>Serving; children come and go.</summary>
    Running,
    /// <summary>A new generation starts; the old one serves until it is ready.</summary>
    Restarting,
    /// <summary>A graceful stop: waiting for the last connections.</summary>
    Finishing,
    /// <summary>A stop: waiting for children that were told to end.</summary>
    Stopping,
}
