using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Io.Files;
using Trefoil.Io.Reactors;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Modules.Metadata.Headers;

/// <summary>How busy machine and server are, for %l, %i and %b.</summary>
internal static class ServerLoad
{
    /// <summary>The three load averages with slashes between.</summary>
    internal static string Averages()
    {
        var data = FileSystem.ReadAll("/proc/loadavg", out _, 256);
        if (data is null)
            return "0.00/0.00/0.00";
        var words = Encoding.Latin1.GetString(data).Split(' ');
        return words.Length < 3 ? "0.00/0.00/0.00" : $"{words[0]}/{words[1]}/{words[2]}";
    }

    /// <summary>The share of workers that wait for work, in percent.</summary>
    internal static int IdlePercent() => Count() is (var all and > 0, var idle, _) ? idle * 100 / all : 0;

    /// <summary>The share of workers that serve a request, in percent.</summary>
    internal static int BusyPercent() => Count() is (var all and > 0, _, var busy) ? busy * 100 / all : 0;

    private static (int All, int Idle, int Busy) Count()
    {
        var all = 0;
        var idle = 0;
        var busy = 0;
        if (Scoreboard.Current is not { } board)
            return default;
        foreach (var process in ScoreboardReader.Read(board).Processes)
        {
            foreach (var worker in process.Workers)
            {
                if (worker.State == SlotState.Dead)
                    continue;
                all++;
                if (worker.State == SlotState.Ready)
                    idle++;
                else if (worker.State != SlotState.Starting)
                    busy++;
            }
        }
        return (all, idle, busy);
    }
}
