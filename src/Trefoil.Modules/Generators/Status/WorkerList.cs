using System.Globalization;
using System.Text;
using Trefoil.Io.Reactors;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Modules.Generators.Status;

/// <summary>One paragraph for each worker that has served or serves (?notable).</summary>
internal static class WorkerList
{
    internal static void AddTo(StringBuilder text, ScoreboardSnapshot board)
    {
        text.Append("<hr /><h2>Server Details</h2>\n\n");
        foreach (var process in board.Processes)
        {
            foreach (var worker in process.Workers)
            {
                if (WorkerTable.IsShown(worker))
                    Add(text, process, worker);
            }
        }
    }

    private static void Add(StringBuilder text, ProcessSnapshot process, WorkerSnapshot worker)
    {
        var pid = worker.State == SlotState.Dead ? "-" : process.Pid.ToString(CultureInfo.InvariantCulture);
        var (user, system) = process.Pid == 0 ? default : process.Time;
        text.Append(CultureInfo.InvariantCulture, $"<b>Server {process.Slot}-{worker.Generation}</b> ({pid}): ")
            .Append(CultureInfo.InvariantCulture, $"{worker.ConnectionCount}|{worker.ChildAccessCount}|{worker.AccessCount} [{StateText.Word(worker.State)}] ")
            .Append($"u{Seconds(user)} s{Seconds(system)} cu0 cs0\n")
            .Append(CultureInfo.InvariantCulture, $" {worker.IdleMilliseconds / 1000} {WorkerTable.RequestMilliseconds(worker)} {worker.Duration / 1000}")
            .Append($"({ByteText.Of(worker.ConnectionBytes)}|{ByteText.Of(worker.ChildBytesServed)}|{ByteText.Of(worker.BytesServed)})\n")
            .Append($" <i>{WorkerText.Plain(worker.Client)} {{{WorkerText.Request(worker.Request)}}}</i> ")
            .Append($"<i>({WorkerText.Plain(worker.Protocol)})</i> <b>[{WorkerText.Plain(worker.VirtualHost)}]</b><br />\n\n");
    }

    private static string Seconds(long microseconds) => NumberText.General(microseconds / 10_000 / 100.0);
}
