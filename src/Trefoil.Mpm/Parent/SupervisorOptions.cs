namespace Trefoil.Mpm.Parent;

/// <summary>How the server was started.</summary>
public sealed record SupervisorOptions
{
    /// <summary>Descriptor to report to that we listen ("listening\n"), or why not (the text); -1 for nobody. Closed afterwards.</summary>
    public int StatusDescriptor { get; init; } = -1;

    /// <summary>-X: one process that serves, no children.</summary>
    public bool OneProcess { get; init; }

    /// <summary>True when standard input is a terminal: SIGWINCH then only means that the window changed its size.</summary>
    public bool HasTerminal { get; init; }
}
