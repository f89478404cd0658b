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

    /// <summary>How the server is started anew for an upgrade; null where it cannot be.</summary>
    public SuccessorCommand? Successor { get; init; }

    /// <summary>The server that this one takes over from, or 0. It ends when we report that we listen, and keeps the pid file until then.</summary>
    public int Predecessor { get; init; } = FindPredecessor();

    private static int FindPredecessor()
    {
        var text = Environment.GetEnvironmentVariable(Upgrade.PredecessorVariable);
        Environment.SetEnvironmentVariable(Upgrade.PredecessorVariable, null);
        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var pid) && pid == Io.Processes.CurrentProcess.ParentId ? pid : 0;
    }
}
