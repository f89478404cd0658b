using Trefoil.Io.Native;
using Trefoil.Io.Processes;
using Trefoil.Io.Sockets;

namespace Trefoil.Mpm.Spawner;

/// <summary>A script that runs, and the channel to the child that ordered it: its end means that nobody waits for the script any more.</summary>
internal sealed class RunningScript(int key, ChildProcess process, ControlChannel channel)
{
    /// <summary>What a script that is told to end gets for it.</summary>
    internal const int Grace = 3000;

    internal int Key { get; } = key;

    internal ChildProcess Process { get; } = process;

    internal ControlChannel Channel { get; } = channel;

    /// <summary>When it is killed; long.MaxValue while it may run.</summary>
    internal long KillAt { get; private set; } = long.MaxValue;

    /// <summary>Tells it to end; it is killed if it does not.</summary>
    internal void End(long now)
    {
        if (KillAt != long.MaxValue)
            return;
        KillAt = now + Grace;
        Signal(Signals.TERM);
    }

    internal void Kill()
    {
        KillAt = long.MaxValue - 1;
        Signal(Signals.KILL);
    }

    internal void Answer(SpawnAnswerKind kind, int number)
    {
        Span<byte> message = stackalloc byte[SpawnAnswer.Length];
        new SpawnAnswer(kind, number).Write(message);
        Channel.Send(message);
    }

    /// <summary>What it has started itself ends with it: a shell's command would otherwise go on alone.</summary>
    private void Signal(int signal)
    {
        // The group's number is the script's, which is not given away before it is reaped.
        if (CurrentProcess.Signal(-Process.Id, signal) == -Errno.ESRCH)
            Process.Signal(signal);
    }
}
