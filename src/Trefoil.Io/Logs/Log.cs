namespace Trefoil.Io.Logs;

/// <summary>The one way to write an error-log line.</summary>
public static class Log
{
    /// <summary>True when a line of this level from this module would be written; ask before building a costly message.</summary>
    public static bool IsEnabled(ILogOrigin origin, string module, LogLevel level) => level <= origin.LogLevels.For(module);

    /// <summary>Writes a line about <paramref name="origin"/> if its LogLevel lets it through (notice always goes to files).</summary>
    /// <param name="origin">Server, connection or request.</param>
    /// <param name="level">Severity.</param>
    /// <param name="module">Module short name without mod_.</param>
    /// <param name="code">AH number or 0.</param>
    /// <param name="message">The text; control characters are escaped when written.</param>
    /// <param name="errno">A positive errno or 0.</param>
    public static void Write(ILogOrigin origin, LogLevel level, string module, int code, string message, int errno = 0)
    {
        if (!IsEnabled(origin, module, level) && level != LogLevel.Notice)
            return;
        origin.ErrorLog.Write(new LogRecord(level, module, code, message, errno, origin));
        origin.OnLogged();
    }
}
