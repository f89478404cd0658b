using Trefoil.Io.Memory;

namespace Trefoil.Modules.Proxy.Workers;

/// <summary>Records of workers in memory that all children see.</summary>
internal sealed class SharedRecords(SharedMemory memory, long offset, int count)
{
    /// <summary>Room that one record takes; a multiple of a cache line.</summary>
    internal const int Stride = 768;

    internal int Count => count;

    internal ref WorkerRecord this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count);
            return ref memory.At<WorkerRecord>(offset + (long)index * Stride);
        }
    }
}
