using Trefoil.Io.Processes;
using Trefoil.Io.Reactors;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Mpm.Parent;

/// <summary>The living children, by key; each has two descriptors in the parent's set: its pidfd (odd keys) and its control channel (even keys).</summary>
internal sealed class Children
{
    private readonly Dictionary<int, ChildHandle> _children = [];
    private readonly Scoreboard _board;
    private readonly DescriptorSet _set;
    private readonly ChildSpawner _spawner;

    internal Children(Scoreboard board, DescriptorSet set)
    {
        _board = board;
        _set = set;
        _spawner = new ChildSpawner(board, new SlotAllocator(board));
    }

    internal IEnumerable<ChildHandle> All => _children.Values;

    internal bool IsEmpty => _children.Count == 0;

    /// <summary>True when no child holds the listening sockets any more.</summary>
    internal bool AllHaveClosed => !_children.Values.Any(static child => !child.HasClosed);

    internal ChildHandle? Find(int key) => _children.GetValueOrDefault(key);

    /// <summary>Starts a child. 0 or -errno.</summary>
    internal int Spawn(Generation generation)
    {
        var child = _spawner.Spawn(generation, EmptiestBucket(generation), out var error);
        if (child is null)
            return error;
        _children[child.Key] = child;
        _set.Add(child.Process.Descriptor, (long)child.Key << 1 | 1);
        _set.Add(child.Control.Descriptor, (long)child.Key << 1);
        return 0;
    }

    private int EmptiestBucket(Generation generation)
    {
        if (generation.Buckets == 1)
            return 0;
        var counts = new int[generation.Buckets];
        foreach (var child in _children.Values)
        {
            if (child.Generation == generation && child.Stage != ProcessStage.Finishing)
                counts[child.Bucket]++;
        }
        return Array.IndexOf(counts, counts.Min());
    }

    /// <summary>Forgets a child that was reaped.</summary>
    internal void Remove(ChildHandle child)
    {
        _children.Remove(child.Key);
        // The pidfd went out of the set when it was closed.
        if (child.Control.Descriptor >= 0)
            _set.Remove(child.Control.Descriptor);
        _spawner.Release(child);
    }

    /// <summary>What a child says; at the end of its channel nothing more is listened to, its pidfd tells the rest.</summary>
    internal ControlMessage? Read(ChildHandle child)
    {
        Span<byte> buffer = stackalloc byte[64];
        Span<int> descriptors = [];
        var got = child.Control.Receive(buffer, descriptors, out _);
        if (got > 0)
            return (ControlMessage)buffer[0];
        if (got != -Io.Native.Errno.EAGAIN && child.Control.Descriptor >= 0)
        {
            _set.Remove(child.Control.Descriptor);
            child.Control.Close();
        }
        return null;
    }

    /// <summary>How the accepting children of a generation are doing.</summary>
    internal Census Count(Generation generation)
    {
        int children = 0, idle = 0, active = 0;
        foreach (var child in _children.Values)
        {
            if (child.Generation != generation || child.Stage == ProcessStage.Finishing)
                continue;
            children++;
            var (childIdle, childActive) = Workers(child);
            idle += childIdle;
            active += childActive;
        }
        return new Census(children, idle, active);
    }

    /// <summary>The serving child with the fewest connections, busy workers counted first; the one whose end disturbs fewest clients.</summary>
    internal ChildHandle? LeastLoaded(Generation generation)
    {
        ChildHandle? best = null;
        var bestLoad = long.MaxValue;
        foreach (var child in _children.Values)
        {
            if (child.Generation != generation || child.Stage != ProcessStage.Serving)
                continue;
            var (idle, active) = Workers(child);
            var load = ((long)(active - idle) << 32) + _board.Process(child.Slot).Connections;
            if (load < bestLoad || (load == bestLoad && child.Slot > best!.Slot))
                (best, bestLoad) = (child, load);
        }
        return best;
    }

    /// <summary>True when that many children of a generation accept.</summary>
    internal bool AllServe(Generation generation, int count)
    {
        var serving = 0;
        foreach (var child in _children.Values)
        {
            if (child.Generation == generation && child.Stage != ProcessStage.Starting)
                serving++;
        }
        return serving >= count;
    }

    /// <summary>After a hard restart all totals begin anew, except those of the generation that serves already.</summary>
    internal void ResetTotals(Generation current)
    {
        _board.Global.RestartTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        for (var slot = 0; slot <= _board.Global.HighestSlot; slot++)
        {
            ref var record = ref _board.Process(slot);
            if (record.Pid != 0 && record.Generation == current.Number)
                continue;
            for (var i = 0; i < record.WorkerCount; i++)
            {
                ref var worker = ref _board.Worker(record.FirstWorker + i);
                (worker.AccessCount, worker.BytesServed, worker.Duration) = (0, 0, 0);
            }
        }
    }

    private (int Idle, int Active) Workers(ChildHandle child)
    {
        ref var record = ref _board.Process(child.Slot);
        var count = Math.Clamp(record.WorkerCount, 0, child.Generation.Limits.ThreadsPerChild);
        if (child.Stage == ProcessStage.Starting)
            return (count, 0);
        int idle = 0, active = 0;
        for (var i = 0; i < count; i++)
        {
            var state = (SlotState)Volatile.Read(ref _board.Worker(record.FirstWorker + i).State);
            if (state <= SlotState.Ready)
                idle++;
            if (state is >= SlotState.Ready and < SlotState.Graceful)
                active++;
        }
        return (record.NotAccepting != 0 ? 0 : idle, active);
    }
}
