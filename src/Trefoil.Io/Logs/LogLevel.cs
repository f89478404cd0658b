namespace Trefoil.Io.Logs;

/// <summary>Severity of an error-log line, by Apache's LogLevel keywords; the smaller the graver.</summary>
public enum LogLevel
{
    /// <summary>The server cannot go on.</summary>
    Emerg,
    /// <summary>Somebody must act at once.</summary>
    Alert,
    /// <summary>A critical condition.</summary>
    Crit,
    /// <summary>A request or operation failed.</summary>
    Error,
    /// <summary>Worth a look (the default threshold).</summary>
    Warn,
    /// <summary>Normal but significant; to a file always written.</summary>
    Notice,
    /// <summary>Informational.</summary>
    Info,
    /// <summary>Debugging.</summary>
    Debug,
    /// <summary>Trace level 1.</summary>
    Trace1,
    /// <summary>Trace level 2.</summary>
    Trace2,
    /// <summary>Trace level 3.</summary>
    Trace3,
    /// <summary>Trace level 4.</summary>
    Trace4,
    /// <summary>Trace level 5.</summary>
    Trace5,
    /// <summary>Trace level 6.</summary>
    Trace6,
    /// <summary>Trace level 7.</summary>
    Trace7,
    /// <summary>Trace level 8.</summary>
    Trace8,
}
