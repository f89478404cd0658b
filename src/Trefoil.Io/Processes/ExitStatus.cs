namespace Trefoil.Io.Processes;

/// <summary>How a process ended.</summary>
/// <param name="Code">Its exit code, if it exited.</param>
/// <param name="Signal">The signal that ended it, or 0.</param>
/// <param name="DumpedCore">True when it left a core file.</param>
public readonly record struct ExitStatus(int Code, int Signal, bool DumpedCore)
{
    /// <summary>True for exit code 0.</summary>
    public bool IsSuccess => Signal == 0 && Code == 0;
}
