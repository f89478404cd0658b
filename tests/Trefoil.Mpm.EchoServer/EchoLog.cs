using Trefoil.Io.Logs;

namespace Trefoil.Mpm.EchoServer;

/// <summary>Log lines on standard error.</summary>
internal sealed class EchoLog : ErrorLog, ILogOrigin
{
    public ErrorLog ErrorLog => this;

    public LogLevels LogLevels { get; } = new(LogLevel.Debug, null);

    public string? LogClient => null;

    public string? LogReferer => null;

    public override void Write(in LogRecord record) => Console.Error.WriteLine(
        $"[{record.Module}:{record.Level.ToString().ToLowerInvariant()}] {(record.Errno == 0 ? "" : $"({record.Errno})")}{(record.Code == 0 ? "" : $"AH{record.Code:00000}: ")}{record.Message}");
}
