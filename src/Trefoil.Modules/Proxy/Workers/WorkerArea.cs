using Trefoil.Io.Memory;

namespace Trefoil.Modules.Proxy.Workers;

/// <summary>A balancer's record and those of its members, in memory that all children see where there is such.</summary>
internal sealed class WorkerArea
{
    /// <summary>Room that one record takes; a multiple of a cache line.</summary>
    internal const int Stride = 768;

    private readonly SharedMemory? _memory;
    private readonly long _offset;
    private readonly BalancerRecord[] _ownHead = new BalancerRecord[1];
    private readonly WorkerRecord[] _own;

    internal WorkerArea(SharedMemory? memory, long offset, int members)
    {
        _memory = memory;
        _offset = offset;
        _own = memory is null ? new WorkerRecord[members] : [];
        Count = members;
    }

    /// <summary>Members that there is room for.</summary>
    internal int Count { get; }

    internal ref BalancerRecord Head => ref _memory is null ? ref _ownHead[0] : ref _memory.At<BalancerRecord>(_offset);

    internal ref WorkerRecord this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            return ref _memory is null ? ref _own[index] : ref _memory.At<WorkerRecord>(_offset + (index + 1L) * Stride);
        }
    }

    /// <summary>Bytes for a balancer with so many members.</summary>
    internal static long SizeFor(int members) => (members + 1L) * Stride;
}

/// <summary>What changes about a balancer while the server runs.</summary>
internal struct BalancerRecord
{
    /// <summary>Counts changes, so that the other children notice.</summary>
    internal int Version;
    internal int Members;
    internal int MaxAttempts;
    internal int ForcesSticky;
    internal int Lock;
    internal long Timeout;
    internal ShortText Method, Sticky, StickyPath, Nonce;
}
