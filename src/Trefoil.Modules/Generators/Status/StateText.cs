using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Generators.Status;

/// <summary>The states of workers as letters and words.</summary>
internal static class StateText
{
    internal static char Letter(SlotState state) => state switch
    {
        SlotState.Starting => 'S',
        SlotState.Ready => '_',
        SlotState.Read => 'R',
        SlotState.Write => 'W',
        SlotState.KeepAlive => 'K',
        SlotState.Log => 'L',
        SlotState.Dns => 'D',
        SlotState.Closing => 'C',
        SlotState.Graceful => 'G',
        SlotState.IdleKill => 'I',
        _ => '.',
    };

    /// <summary>The letter for the table; states of a worker with something to do stand out.</summary>
    internal static string TableCell(SlotState state) => StandsOut(state) ? $"<b>{Letter(state)}</b>" : Letter(state).ToString();

    internal static string Word(SlotState state)
    {
        var word = state switch
        {
            SlotState.Starting => "Starting",
            SlotState.Ready => "Ready",
            SlotState.Read => "Read",
            SlotState.Write => "Write",
            SlotState.KeepAlive => "Keepalive",
            SlotState.Log => "Logging",
            SlotState.Dns => "DNS lookup",
            SlotState.Closing => "Closing",
            SlotState.Graceful => "Graceful",
            SlotState.IdleKill => "Dying",
            _ => "Dead",
        };
        return StandsOut(state) && state != SlotState.Starting ? $"<b>{word}</b>" : word;
    }

    private static bool StandsOut(SlotState state) =>
        state is SlotState.Starting or SlotState.Read or SlotState.Write or SlotState.KeepAlive or SlotState.Log or SlotState.Dns or SlotState.Closing;
}
