namespace Trefoil.Io.Logs;

/// <summary>A destination of error-log lines: a file, a pipe, syslog or a test's list.</summary>
public abstract class ErrorLog
{
    /// <summary>Lays out the record and writes it as one line. Safe to call from any thread; never throws.</summary>
    public abstract void Write(in LogRecord record);
}
