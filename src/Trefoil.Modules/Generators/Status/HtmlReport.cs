using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Modules.Generators.Status;

/// <summary>The page for people.</summary>
internal sealed class HtmlReport(StatusFacts facts, bool withTable)
{
    private const int LettersPerLine = 64;

    private static readonly (char Letter, string Meaning, string Separator)[] Key =
    [
        ('_', "Waiting for Connection", ", "), ('S', "Starting up", ", "), ('R', "Reading Request", ",<br />"),
        ('W', "Sending Reply", ", "), ('K', "Keepalive (read)", ", "), ('D', "DNS Lookup", ",<br />"),
        ('C', "Closing connection", ", "), ('L', "Logging", ", "), ('G', "Gracefully finishing", ",<br /> "),
        ('I', "Idle cleanup of worker", ", "), ('.', "Open slot with no current process", "<br />"),
    ];

    private readonly StringBuilder _text = new(8192);

    internal string Make()
    {
        AddServer();
        if (facts.Totals.IsAsync)
            AddProcesses();
        AddLetters();
        if (!facts.Board.IsExtended)
            AddProcessKey();
        else if (withTable)
            WorkerTable.AddTo(_text, facts.Board);
        else
            WorkerList.AddTo(_text, facts.Board);
        if (!facts.Board.IsExtended)
            _text.Append("<hr />To obtain a full report with current status information you need to use the <code>ExtendedStatus On</code> directive.\n");
        return _text.Append(facts.Contributions).Append(facts.Signature).Append("</body></html>\n").ToString();
    }

    private void AddServer()
    {
        var (board, totals) = (facts.Board, facts.Totals);
        _text.Append("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n<html><head>\n<title>Apache Status</title>\n</head><body>\n");
        Add($"<h1>Apache Server Status for {HtmlEscape.Escape(facts.ServerName)} (via {facts.LocalAddress})</h1>\n\n");
        Add($"<dl><dt>Server Version: {facts.Version}</dt>\n<dt>Server MPM: {facts.MpmName}</dt>\n<dt>Server Built: {facts.Built}\n</dt></dl><hr /><dl>\n");
        Add($"<dt>Current Time: {ClockText.Local(facts.Now, facts.Zone)}</dt>\n<dt>Restart Time: {ClockText.Local(board.RestartTime, facts.Zone)}</dt>\n");
        Add($"<dt>Parent Server Config. Generation: {board.ConfigGeneration}</dt>\n<dt>Parent Server MPM Generation: {board.Generation}</dt>\n");
        Add($"<dt>Server uptime: {ClockText.Uptime(totals.UptimeSeconds)}</dt>\n<dt>Server load: {facts.Load.One} {facts.Load.Five} {facts.Load.Fifteen}</dt>\n");
        if (board.IsExtended)
            AddTraffic();
        Add($"<dt>{totals.Busy} requests currently being processed, {totals.Graceful} workers gracefully restarting, {totals.Idle} idle workers</dt>\n</dl>");
    }

    private void AddTraffic()
    {
        var totals = facts.Totals;
        Add($"<dt>Total accesses: {totals.Accesses} - Total Traffic: {ByteText.OfKilobytes(totals.Kilobytes)} - Total Duration: {totals.Milliseconds}</dt>\n<dt>CPU Usage: ");
        Add($"u{NumberText.General(totals.User)} s{NumberText.General(totals.System)} cu{NumberText.General(totals.ChildrenUser)} cs{NumberText.General(totals.ChildrenSystem)}");
        if (totals.HasCpuLoad)
            Add($" - {NumberText.General(totals.CpuPercent, 3)}% CPU load");
        _text.Append("</dt>\n<dt>");
        if (totals.UptimeSeconds > 0)
            Add($"{NumberText.General(totals.AccessesPerSecond, 3)} requests/sec - {ByteText.Of((long)totals.BytesPerSecond)}/second");
        if (totals.UptimeSeconds > 0 && totals.Accesses > 0)
            _text.Append(" - ");
        if (totals.Accesses > 0)
            Add($"{ByteText.Of((long)totals.BytesPerAccess)}/request - {NumberText.General(totals.MillisecondsPerAccess)} ms/request");
        _text.Append("</dt>\n");
    }

    private void AddProcesses()
    {
        var (board, totals) = (facts.Board, facts.Totals);
        _text.Append("\n\n<table rules=\"all\" cellpadding=\"1%\">\n")
            .Append("<tr><th rowspan=\"2\">Slot</th><th rowspan=\"2\">PID</th><th rowspan=\"2\">Stopping</th><th colspan=\"2\">Connections</th>\n")
            .Append("<th colspan=\"3\">Threads</th><th colspan=\"4\">Async connections</th></tr>\n")
            .Append("<tr><th>total</th><th>accepting</th><th>busy</th><th>graceful</th><th>idle</th><th>wait-io</th><th>writing</th><th>keep-alive</th><th>closing</th></tr>\n");
        foreach (var process in board.Processes)
        {
            if (process.Pid == 0)
                continue;
            var counts = ProcessCounts.Of(process, board.Generation);
            var stopping = (process.Stage == ProcessStage.Finishing ? "yes" : "no") + (process.Generation != board.Generation ? " (old gen)" : "");
            Add($"<tr><td>{process.Slot}</td><td>{process.Pid}</td><td>{stopping}</td><td>{process.Connections}</td><td>{(process.IsNotAccepting ? "no" : "yes")}</td>");
            Add($"<td>{counts.Busy}</td><td>{counts.Graceful}</td><td>{counts.Idle}</td>");
            Add($"<td>{process.WaitIo}</td><td>{process.Writing}</td><td>{process.KeepAlive}</td><td>{process.Lingering}</td></tr>\n");
        }
        Add($"<tr><td>Sum</td><td>{totals.Processes}</td><td>{totals.Stopping}</td><td>{totals.Connections}</td><td>&nbsp;</td>");
        Add($"<td>{totals.Busy}</td><td>{totals.Graceful}</td><td>{totals.Idle}</td>");
        Add($"<td>{totals.WaitIo}</td><td>{totals.Writing}</td><td>{totals.KeepAlive}</td><td>{totals.Closing}</td></tr>\n</table>\n");
    }

    private void AddLetters()
    {
        _text.Append("<pre>").Append(WorkerPlaces.Letters(facts.Board, LettersPerLine)).Append("</pre>\n<p>Scoreboard Key:<br />\n");
        foreach (var (letter, meaning, separator) in Key)
            Add($"\"<b><code>{letter}</code></b>\" {meaning}{separator}\n");
        _text.Append("</p>\n");
    }

    /// <summary>Which process is in which state, where nothing more is known of a worker.</summary>
    private void AddProcessKey()
    {
        _text.Append("PID Key: <br />\n<pre>\n");
        var column = 0;
        foreach (var (pid, state) in WorkerPlaces.Of(facts.Board))
        {
            Add($"   {pid} in state: {StateText.Letter(state)} ");
            column = (column + 1) % 3;
            _text.Append(column == 0 ? '\n' : ',');
        }
        _text.Append("\n</pre>\n");
    }

    private void Add(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture));
}
