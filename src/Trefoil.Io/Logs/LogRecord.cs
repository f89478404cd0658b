namespace Trefoil.Io.Logs;

/// <summary>One line for an error log before it is laid out.</summary>
/// <param name="Level">Severity.</param>
/// <param name="Module">Module short name without mod_ ("core", "mpm_event").</param>
/// <param name="Code">AH number, or 0 for a line without one.</param>
/// <param name="Message">The text, without the AH prefix.</param>
/// <param name="Errno">A positive errno to prefix as "(2)No such file or directory: ", or 0.</param>
/// <param name="Origin">Server, connection or request that the line is about, or null.</param>
public readonly record struct LogRecord(LogLevel Level, string Module, int Code, string Message, int Errno, ILogOrigin? Origin)
{
    /// <summary>True for what is said before logs are open (bad configuration, missing ServerName): without time, module and process.</summary>
    public bool IsStartup { get; init; }
}
