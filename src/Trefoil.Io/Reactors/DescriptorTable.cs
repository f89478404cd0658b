namespace Trefoil.Io.Reactors;

/// <summary>
/// The descriptors of one reactor by slot number, with their deadlines side by side so that a sweep over ten thousand of them reads 80 KB.
/// Chunks never move, so a thread that is not the leader may write a deadline while the table grows.
/// </summary>
internal sealed class DescriptorTable
{
    private const int ChunkBits = 10;
    private const int ChunkLength = 1 << ChunkBits;

    private readonly Lock _gate = new();
    private readonly Stack<int> _free = new();
    private Chunk[] _chunks = [];
    private int _used;

    internal int Count { get; private set; }

    internal int Add(AsyncDescriptor descriptor)
    {
        lock (_gate)
        {
            if (!_free.TryPop(out var slot))
            {
                slot = _used++;
                if (slot >> ChunkBits >= _chunks.Length)
                    Volatile.Write(ref _chunks, [.. _chunks, new Chunk()]);
            }
            _chunks[slot >> ChunkBits].Items[slot & (ChunkLength - 1)] = descriptor;
            _chunks[slot >> ChunkBits].Deadlines[slot & (ChunkLength - 1)] = long.MaxValue;
            Count++;
            return slot;
        }
    }

    internal void Remove(int slot)
    {
        lock (_gate)
        {
            _chunks[slot >> ChunkBits].Items[slot & (ChunkLength - 1)] = null;
            _chunks[slot >> ChunkBits].Deadlines[slot & (ChunkLength - 1)] = long.MaxValue;
            _free.Push(slot);
            Count--;
        }
    }

    internal AsyncDescriptor? Find(int slot)
    {
        var chunks = Volatile.Read(ref _chunks);
        var chunk = slot >> ChunkBits;
        return (uint)chunk < (uint)chunks.Length ? chunks[chunk].Items[slot & (ChunkLength - 1)] : null;
    }

    internal void SetDeadline(int slot, long deadline) =>
        Volatile.Write(ref Volatile.Read(ref _chunks)[slot >> ChunkBits].Deadlines[slot & (ChunkLength - 1)], deadline);

    /// <summary>Collects the descriptors that are due and gives the earliest deadline of the others.</summary>
    internal long Sweep(long now, List<AsyncDescriptor> due)
    {
        var earliest = long.MaxValue;
        foreach (var chunk in Volatile.Read(ref _chunks))
        {
            var deadlines = chunk.Deadlines;
            for (var i = 0; i < deadlines.Length; i++)
            {
                var deadline = Volatile.Read(ref deadlines[i]);
                if (deadline > now)
                {
                    if (deadline < earliest)
                        earliest = deadline;
                }
                else if (Interlocked.CompareExchange(ref deadlines[i], long.MaxValue, deadline) == deadline && chunk.Items[i] is { } descriptor)
                {
                    due.Add(descriptor);
                }
            }
        }
        return earliest;
    }

    internal void ForEach(Action<AsyncDescriptor> action)
    {
        foreach (var chunk in Volatile.Read(ref _chunks))
        {
            foreach (var item in chunk.Items)
            {
                if (item is not null)
                    action(item);
            }
        }
    }

    internal ConnectionCounts CountConnections()
    {
        var counts = default(ConnectionCounts);
        foreach (var chunk in Volatile.Read(ref _chunks))
        {
            foreach (var item in chunk.Items)
            {
                if (item is Connection connection)
                    connection.AddTo(ref counts);
            }
        }
        return counts;
    }

    private sealed class Chunk
    {
        internal readonly AsyncDescriptor?[] Items = new AsyncDescriptor?[ChunkLength];
        internal readonly long[] Deadlines = new long[ChunkLength];

        internal Chunk() => Array.Fill(Deadlines, long.MaxValue);
    }
}
