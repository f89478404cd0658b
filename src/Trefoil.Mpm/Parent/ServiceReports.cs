using System.Globalization;
using Trefoil.Io.Processes;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Mpm.Parent;

/// <summary>What the service manager hears of us (sd_notify), the signs of life for its watchdog included.</summary>
internal sealed class ServiceReports
{
    private const int StatusPause = 5000;

    private readonly ServiceNotifier _service = new();
    private readonly long _watchdogPause;
    private long _nextWatchdog;
    private long _nextStatus;

    internal ServiceReports()
    {
        var owner = Environment.GetEnvironmentVariable("WATCHDOG_PID");
        if (long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && (owner is null || owner == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)))
        {
            // Half the time, as its documentation advises; the loop turns at least once a second.
            _watchdogPause = Math.Max(microseconds / 2000, 1);
        }
    }

    internal void Ready() => _service.Send($"READY=1\nMAINPID={Environment.ProcessId}\nSTATUS=Serving");

    internal void Reloading() => _service.Send($"RELOADING=1\nMONOTONIC_USEC={Environment.TickCount64 * 1000}\nSTATUS=Reading the configuration");

    internal void Stopping() => _service.Send("STOPPING=1\nSTATUS=Finishing");

    /// <summary>Another process is the server from now on.</summary>
    internal void HandOver(int successor) => _service.Send($"READY=1\nMAINPID={successor}");

    /// <summary>Called at every turn of the parent's loop.</summary>
    internal void Beat(Scoreboard board, Census census, long now)
    {
        if (_watchdogPause > 0 && now >= _nextWatchdog)
        {
            _nextWatchdog = now + _watchdogPause;
            _service.Send("WATCHDOG=1");
        }
        if (!_service.IsThere || now < _nextStatus)
            return;
        _nextStatus = now + StatusPause;
        var (requests, bytes) = ScoreboardReader.Totals(board);
        var seconds = Math.Max((DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - board.Global.RestartTime) / 1000.0, 1);
        _service.Send(string.Create(CultureInfo.InvariantCulture,
            $"STATUS=Total requests: {requests}; Idle/Busy workers {census.Idle}/{Math.Max(census.Active - census.Idle, 0)}; Requests/sec: {requests / seconds:0.###}; Bytes served/sec: {bytes / seconds:0} B/sec"));
    }
}
