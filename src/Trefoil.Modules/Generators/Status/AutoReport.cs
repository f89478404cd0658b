using System.Globalization;
using System.Text;

namespace Trefoil.Modules.Generators.Status;

/// <summary>The page for programs (?auto): one "Key: value" a line, in the order that Apache's readers know.</summary>
internal sealed class AutoReport(StatusFacts facts)
{
    private readonly StringBuilder _text = new(1024);

    internal string Make()
    {
        _text.Append(facts.ServerName).Append('\n');
        AddServer();
        if (facts.Board.IsExtended)
            AddTraffic();
        AddWorkers();
        Add("Scoreboard", WorkerPlaces.Letters(facts.Board));
        return _text.Append(facts.Contributions).ToString();
    }

    private void AddServer()
    {
        var board = facts.Board;
        Add("ServerVersion", facts.Version);
        Add("ServerMPM", facts.MpmName);
        Add("Server Built", facts.Built);
        Add("CurrentTime", ClockText.Local(facts.Now, facts.Zone));
        Add("RestartTime", ClockText.Local(board.RestartTime, facts.Zone));
        Add("ParentServerConfigGeneration", board.ConfigGeneration);
        Add("ParentServerMPMGeneration", board.Generation);
        Add("ServerUptimeSeconds", facts.Totals.UptimeSeconds);
        _text.Append("ServerUptime:").Append(ClockText.Uptime(facts.Totals.UptimeSeconds)).Append('\n');
        Add("Load1", facts.Load.One);
        Add("Load5", facts.Load.Five);
        Add("Load15", facts.Load.Fifteen);
    }

    private void AddTraffic()
    {
        var totals = facts.Totals;
        Add("Total Accesses", totals.Accesses);
        Add("Total kBytes", totals.Kilobytes);
        Add("Total Duration", totals.Milliseconds);
        Add("CPUUser", totals.User);
        Add("CPUSystem", totals.System);
        Add("CPUChildrenUser", totals.ChildrenUser);
        Add("CPUChildrenSystem", totals.ChildrenSystem);
        if (totals.HasCpuLoad)
            Add("CPULoad", totals.CpuPercent);
        Add("Uptime", totals.UptimeSeconds);
        if (totals.UptimeSeconds > 0)
        {
            Add("ReqPerSec", totals.AccessesPerSecond);
            Add("BytesPerSec", totals.BytesPerSecond);
        }
        if (totals.Accesses > 0)
        {
            Add("BytesPerReq", totals.BytesPerAccess);
            Add("DurationPerReq", totals.MillisecondsPerAccess);
        }
    }

    private void AddWorkers()
    {
        var totals = facts.Totals;
        Add("BusyWorkers", totals.Busy);
        Add("GracefulWorkers", totals.Graceful);
        Add("IdleWorkers", totals.Idle);
        if (!totals.IsAsync)
            return;
        Add("Processes", totals.Processes);
        Add("Stopping", totals.Stopping);
        Add("ConnsTotal", totals.Connections);
        Add("ConnsAsyncWaitIO", totals.WaitIo);
        Add("ConnsAsyncWriting", totals.Writing);
        Add("ConnsAsyncKeepAlive", totals.KeepAlive);
        Add("ConnsAsyncClosing", totals.Closing);
    }

    private void Add(string key, string value) => _text.Append(key).Append(": ").Append(value).Append('\n');

    private void Add(string key, long value) => Add(key, value.ToString(CultureInfo.InvariantCulture));

    private void Add(string key, double value) => Add(key, NumberText.General(value));
}
