using System.Globalization;
using System.Text;
using Trefoil.Io.Reactors;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Modules.Generators.Status;

/// <summary>One row for each worker that has served or serves.</summary>
internal static class WorkerTable
{
    private static readonly (string Column, string Meaning)[] Legend =
    [
        ("Srv", "Child Server number - generation"), ("PID", "OS process ID"),
        ("Acc", "Number of accesses this connection / this child / this slot"), ("M", "Mode of operation"), ("CPU", "CPU usage, number of seconds"),
        ("SS", "Seconds since beginning of most recent request"), ("Req", "Milliseconds required to process most recent request"),
        ("Dur", "Sum of milliseconds required to process all requests"), ("Conn", "Kilobytes transferred this connection"),
        ("Child", "Megabytes transferred this child"), ("Slot", "Total megabytes transferred this slot"),
    ];

    internal static void AddTo(StringBuilder text, ScoreboardSnapshot board)
    {
        text.Append("\n\n<table border=\"0\"><tr><th>Srv</th><th>PID</th><th>Acc</th><th>M</th><th>CPU\n</th><th>SS</th><th>Req</th><th>Dur</th><th>Conn</th>")
            .Append("<th>Child</th><th>Slot</th><th>Client</th><th>Protocol</th><th>VHost</th><th>Request</th></tr>\n\n");
        foreach (var process in board.Processes)
        {
            foreach (var worker in process.Workers)
            {
                if (IsShown(worker))
                    AddRow(text, process, worker);
            }
        }
        text.Append("</table>\n <hr /> <table>\n");
        foreach (var (column, meaning) in Legend)
            text.Append(" <tr><th>").Append(column).Append("</th><td>").Append(meaning).Append("</td></tr>\n");
        text.Append(" </table>\n");
    }

    /// <summary>False for workers that never served and have nothing to do.</summary>
    internal static bool IsShown(WorkerSnapshot worker) => worker.AccessCount != 0 || worker.State is not (SlotState.Ready or SlotState.Dead);

    private static void AddRow(StringBuilder text, ProcessSnapshot process, WorkerSnapshot worker)
    {
        var pid = worker.State == SlotState.Dead ? "-" : process.Pid.ToString(CultureInfo.InvariantCulture);
        var cpu = process.Pid == 0 ? 0 : (process.Time.User + process.Time.System) / 1_000_000.0;
        text.Append(CultureInfo.InvariantCulture, $"<tr><td><b>{process.Slot}-{worker.Generation}</b></td><td>{pid}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td>{worker.ConnectionCount}/{worker.ChildAccessCount}/{worker.AccessCount}</td><td>{StateText.TableCell(worker.State)}\n")
            .Append(CultureInfo.InvariantCulture, $"</td><td>{NumberText.Fixed(cpu, 2)}</td><td>{worker.IdleMilliseconds / 1000}</td><td>{RequestMilliseconds(worker)}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td>{worker.Duration / 1000}</td><td>{NumberText.Fixed(worker.ConnectionBytes / 1024.0, 1)}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td>{Megabytes(worker.ChildBytesServed)}</td><td>{Megabytes(worker.BytesServed)}\n")
            .Append($"</td><td>{WorkerText.Plain(worker.Client)}</td><td>{WorkerText.Plain(worker.Protocol)}</td>")
            .Append($"<td nowrap>{WorkerText.Plain(worker.VirtualHost)}</td><td nowrap>{WorkerText.Request(worker.Request)}</td></tr>\n\n");
    }

    /// <summary>A request under way has no duration yet; the latest one's would mislead.</summary>
    internal static long RequestMilliseconds(WorkerSnapshot worker) => worker.State is SlotState.Read or SlotState.Write ? 0 : worker.LastDuration / 1000;

    private static string Megabytes(long bytes) => NumberText.Fixed(bytes / (1024.0 * 1024), 2);
}
