using System.Runtime.CompilerServices;
using Trefoil.Io.Memory;

namespace Trefoil.Mpm.Scoreboards;

/// <summary>
/// The memory that parent and children share: one global record, process records, worker records. Its capacity is generous and fixed at the first start;
/// pages that nobody uses cost nothing. So a restart may change ServerLimit and ThreadLimit, and children that finish keep their records beside the new ones.
/// </summary>
public sealed class Scoreboard
{
    internal const int MinimumProcesses = 16 * 1024, MinimumWorkers = 512 * 1024;

    private static readonly long ProcessesAt = Unsafe.SizeOf<GlobalRecord>();

    private readonly SharedMemory _memory;
    private readonly long _workersAt;

    private Scoreboard(SharedMemory memory, int processCapacity, int workerCapacity)
    {
        _memory = memory;
        ProcessCapacity = processCapacity;
        WorkerCapacity = workerCapacity;
        _workersAt = ProcessesAt + (long)processCapacity * Unsafe.SizeOf<ProcessRecord>();
    }

    /// <summary>The scoreboard of this process; null before the server runs.</summary>
    public static Scoreboard? Current { get; internal set; }

    /// <summary>Process records there are.</summary>
    public int ProcessCapacity { get; }

    /// <summary>Worker records there are.</summary>
    public int WorkerCapacity { get; }

    internal int Descriptor => _memory.Descriptor;

    internal ref GlobalRecord Global => ref _memory.At<GlobalRecord>(0);

    /// <summary>Makes the scoreboard in the parent; null and -errno where the system refuses.</summary>
    internal static Scoreboard? Create(int processes, int workers, out int error)
    {
        processes = Math.Max(processes, MinimumProcesses);
        workers = Math.Max(workers, MinimumWorkers);
        var memory = SharedMemory.Create("trefoil-scoreboard", SizeFor(processes, workers), out error);
        if (memory is null)
            return null;
        var board = new Scoreboard(memory, processes, workers);
        ref var global = ref board.Global;
        global.Magic = GlobalRecord.ExpectedMagic;
        global.Version = GlobalRecord.ExpectedVersion;
        global.GlobalSize = Unsafe.SizeOf<GlobalRecord>();
        global.ProcessSize = Unsafe.SizeOf<ProcessRecord>();
        global.WorkerSize = Unsafe.SizeOf<WorkerRecord>();
        global.ProcessCapacity = processes;
        global.WorkerCapacity = workers;
        return board;
    }

    /// <summary>Maps the parent's scoreboard; null where it is none or of another version.</summary>
    internal static Scoreboard? Attach(int descriptor, bool writable = true)
    {
        var memory = SharedMemory.Attach(descriptor, writable, out _);
        if (memory is null || memory.Size < ProcessesAt)
            return null;
        ref var global = ref memory.At<GlobalRecord>(0);
        var fits = global.Magic == GlobalRecord.ExpectedMagic && global.Version == GlobalRecord.ExpectedVersion
            && global.GlobalSize == Unsafe.SizeOf<GlobalRecord>() && global.ProcessSize == Unsafe.SizeOf<ProcessRecord>()
            && global.WorkerSize == Unsafe.SizeOf<WorkerRecord>() && global.ProcessCapacity > 0 && global.WorkerCapacity > 0
            && memory.Size >= SizeFor(global.ProcessCapacity, global.WorkerCapacity);
        return fits ? new Scoreboard(memory, global.ProcessCapacity, global.WorkerCapacity) : null;
    }

    internal ref ProcessRecord Process(int slot)
    {
        if ((uint)slot >= (uint)ProcessCapacity)
            ThrowNoSuchSlot(slot);
        return ref _memory.At<ProcessRecord>(ProcessesAt + (long)slot * Unsafe.SizeOf<ProcessRecord>());
    }

    internal ref WorkerRecord Worker(int number)
    {
        if ((uint)number >= (uint)WorkerCapacity)
            ThrowNoSuchSlot(number);
        return ref _memory.At<WorkerRecord>(_workersAt + (long)number * Unsafe.SizeOf<WorkerRecord>());
    }

    private static long SizeFor(int processes, int workers) =>
        ProcessesAt + (long)processes * Unsafe.SizeOf<ProcessRecord>() + (long)workers * Unsafe.SizeOf<WorkerRecord>();

    private static void ThrowNoSuchSlot(int slot) => throw new ArgumentOutOfRangeException(nameof(slot), slot, "No such scoreboard record.");
}
