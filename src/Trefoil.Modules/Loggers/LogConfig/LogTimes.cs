using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>When a request ended, and how long it took. All items and logs of a request see the same end.</summary>
internal static class LogTimes
{
    internal static long End(Request request) => request.State.GetOrCreate<EndTime>().Microseconds;

    internal static long Duration(Request request) => End(request) - request.Time;

    internal static LogItem DurationItem(string unit) => unit.ToLowerInvariant() switch
    {
        "" or "s" => new ValueLogItem(static (line, r) => line.AppendNumber(Duration(r) / 1_000_000)),
        "ms" => new ValueLogItem(static (line, r) => line.AppendNumber(Duration(r) / 1000)),
        "us" => new ValueLogItem(static (line, r) => line.AppendNumber(Duration(r))),
        _ => ConnectionItems.Literal(unit),
    };

    private sealed class EndTime
    {
        internal long Microseconds { get; } = TimeText.NowMicroseconds;
    }
}
