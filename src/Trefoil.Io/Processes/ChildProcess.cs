using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>
/// A process that we started and alone reap, held by its pidfd: readable once it has ended, and never mistaken for another that got the same number later.
/// </summary>
public sealed class ChildProcess
{
    private ChildProcess(int id, int descriptor)
    {
        Id = id;
        Descriptor = descriptor;
    }

    /// <summary>The process number.</summary>
    public int Id { get; }

    /// <summary>The pidfd, to be watched for reading; -1 once reaped.</summary>
    public int Descriptor { get; private set; }

    /// <summary>Starts a program. Null and -errno where that fails. Call from a thread that lives on: PR_SET_PDEATHSIG follows the thread.</summary>
    public static ChildProcess? Start(SpawnRequest request, out int error)
    {
        error = ProcessSpawner.Spawn(request, out var pid);
        if (error < 0)
            return null;
        // Nobody else reaps, so the number cannot have been given away yet.
        var descriptor = LibcProcess.OpenPid(pid);
        if (descriptor >= 0)
            return new ChildProcess(pid, descriptor);
        error = descriptor;
        LibcSignals.Kill(pid, 9);
        return null;
    }

    /// <summary>Reaps if it has ended (or waits for that); false while it lives.</summary>
    public bool TryReap(out ExitStatus status, bool wait = false)
    {
        status = default;
        if (Descriptor < 0 || LibcProcess.WaitPid(Descriptor, !wait, out var info) < 0 || info.Pid == 0)
            return false;
        status = info.Code == SignalInfo.Exited ? new ExitStatus(info.Status, 0, false) : new ExitStatus(0, info.Status, info.Code == SignalInfo.Dumped);
        FileSystem.Close(Descriptor);
        Descriptor = -1;
        return true;
    }

    /// <summary>Sends a signal. 0 or -errno.</summary>
    public int Signal(int signal) => Descriptor < 0 ? -Errno.ESRCH : LibcProcess.SignalPid(Descriptor, signal);
}
