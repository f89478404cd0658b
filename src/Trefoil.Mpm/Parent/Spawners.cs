using Trefoil.Io.Logs;
using Trefoil.Io.Processes;

namespace Trefoil.Mpm.Parent;

/// <summary>The spawners of the generations that live: one a server, and a second one while an old generation finishes.</summary>
internal sealed class Spawners(DescriptorSet set)
{
    /// <summary>Keys of spawners in the parent's set lie below this.</summary>
    internal const long FirstKey = -1000;

    /// <summary>One that dies again and again is started once in so many milliseconds.</summary>
    private const int Pause = 1000;

    private readonly Dictionary<long, (SpawnerHandle Handle, Generation Generation)> _spawners = [];
    private readonly List<(SpawnerHandle Handle, Generation Generation)> _waiting = [];
    private long _nextKey = FirstKey;

    /// <summary>Starts the spawner of a generation, if it needs one.</summary>
    internal void Start(Generation generation)
    {
        if (generation.Spawner is not { Process: null, IsClosed: false } handle)
            return;
        if (handle.RunsAsOthers)
            ParentLog.Write(generation, LogLevel.Notice, "suexec", 1232, "suEXEC mechanism enabled (wrapper: none, the spawner of this server)");
        Start(handle, generation);
    }

    /// <summary>A process has ended: it is replaced unless its generation is over.</summary>
    internal void OnDeath(long key)
    {
        if (!_spawners.TryGetValue(key, out var entry) || entry.Handle.Process is not { } process || !process.TryReap(out var status))
            return;
        _spawners.Remove(key);
        entry.Handle.Forget();
        if (entry.Handle.IsClosed)
            return;
        if (status.Signal == 0 && status.Code == ExitCodes.Fatal)
        {
            ParentLog.Write(entry.Generation, LogLevel.Crit, "cgid", 1238, "cgid daemon failed to initialize");
            return;
        }
        ParentLog.Write(entry.Generation, LogLevel.Error, "cgid", 1239, "cgid daemon process died, restarting");
        var now = Environment.TickCount64;
        if (now >= entry.Handle.StartAt)
            Start(entry.Handle, entry.Generation);
        else
            _waiting.Add((entry.Handle, entry.Generation));
    }

    /// <summary>Called each second: those that had to wait are started.</summary>
    internal void Tick()
    {
        foreach (var (handle, generation) in _waiting.ToArray())
        {
            if (!handle.IsClosed && Environment.TickCount64 < handle.StartAt)
                continue;
            _waiting.Remove((handle, generation));
            if (!handle.IsClosed)
                Start(handle, generation);
        }
    }

    private void Start(SpawnerHandle handle, Generation generation)
    {
        handle.StartAt = Environment.TickCount64 + Pause;
        var error = handle.Start();
        if (error < 0)
        {
            ParentLog.Write(generation, LogLevel.Error, "cgid", 1237, "Couldn't create cgid daemon process", -error);
            _waiting.Add((handle, generation));
            return;
        }
        var key = _nextKey--;
        _spawners[key] = (handle, generation);
        set.Add(handle.Process!.Descriptor, key);
    }
}
