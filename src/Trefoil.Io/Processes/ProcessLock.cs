using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>A lock between processes on an open file (flock): the kernel gives it back when its holder dies, so no crash can leave it taken.</summary>
public sealed class ProcessLock : IDisposable
{
    private readonly int _descriptor;

    private ProcessLock(int descriptor) => _descriptor = descriptor;

    /// <summary>Opens the file behind an inherited descriptor once more: the lock belongs to an open file, so each process needs its own. Null where that fails.</summary>
    public static ProcessLock? Reopen(int descriptor)
    {
        var own = FileSystem.OpenRead($"/proc/self/fd/{descriptor}");
        return own < 0 ? null : new ProcessLock(own);
    }

    /// <summary>Waits for the lock. 0 or -errno.</summary>
    public int Take() => LibcLocks.Lock(_descriptor, LibcLocks.LOCK_EX);

    /// <summary>Takes it if it is free. 0, -EAGAIN or other -errno.</summary>
    public int TryTake() => LibcLocks.Lock(_descriptor, LibcLocks.LOCK_EX | LibcLocks.LOCK_NB);

    /// <summary>Gives it back.</summary>
    public void Release() => LibcLocks.Lock(_descriptor, LibcLocks.LOCK_UN);

    /// <summary>Closes the file.</summary>
    public void Dispose() => FileSystem.Close(_descriptor);
}
