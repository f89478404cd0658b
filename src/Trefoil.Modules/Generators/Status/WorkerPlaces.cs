using System.Text;
using Trefoil.Io.Reactors;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Modules.Generators.Status;

/// <summary>The places of the scoreboard that have a letter: those that the limits allow, and whatever lives beyond them.</summary>
internal static class WorkerPlaces
{
    internal static IEnumerable<(int Pid, SlotState State)> Of(ScoreboardSnapshot board)
    {
        var slots = Math.Max(board.Slots, board.Processes.Count);
        for (var slot = 0; slot < slots; slot++)
        {
            var process = slot < board.Processes.Count ? board.Processes[slot] : null;
            var workers = process?.Workers.Count ?? 0;
            var allowed = slot < board.Slots ? board.ThreadsPerChild : 0;
            for (var i = 0; i < Math.Max(workers, allowed); i++)
            {
                var state = i < workers ? process!.Workers[i].State : SlotState.Dead;
                if (state != SlotState.Dead || i < allowed)
                    yield return (process?.Pid ?? 0, state);
            }
        }
    }

    /// <summary>All letters in one line, or with a line end after each so many.</summary>
    internal static string Letters(ScoreboardSnapshot board, int lineLength = int.MaxValue)
    {
        var text = new StringBuilder();
        var written = 0;
        foreach (var (_, state) in Of(board))
        {
            text.Append(StateText.Letter(state));
            if (++written % lineLength == 0)
                text.Append('\n');
        }
        return text.ToString();
    }
}
