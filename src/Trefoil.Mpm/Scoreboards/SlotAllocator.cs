namespace Trefoil.Mpm.Scoreboards;

/// <summary>
/// Gives children their process records and worker records; lives in the parent. A slot that a child leaves is taken again first, lowest first, with the same
/// worker records where their number is the same, so that its totals go on.
/// </summary>
internal sealed class SlotAllocator
{
    private readonly Scoreboard _board;
    private readonly SortedSet<int> _free = [];
    private readonly Dictionary<int, Stack<int>> _freeWorkers = [];
    private int _slots;
    private int _workers;

    internal SlotAllocator(Scoreboard board) => _board = board;

    /// <summary>Takes a slot with that many workers; -1 where the scoreboard is full.</summary>
    internal int Take(int workers)
    {
        int slot;
        if (_free.Count > 0)
            slot = _free.Min;
        else if (_slots < _board.ProcessCapacity)
            slot = _slots;
        else
            return -1;
        ref var record = ref _board.Process(slot);
        if (record.WorkerCount != workers)
        {
            var first = TakeWorkers(workers);
            if (first < 0)
                return -1;
            if (record.WorkerCount > 0)
                GiveWorkers(record.FirstWorker, record.WorkerCount);
            record.FirstWorker = first;
            record.WorkerCount = workers;
            for (var i = 0; i < workers; i++)
                _board.Worker(first + i) = default;
        }
        if (!_free.Remove(slot))
            _slots++;
        return slot;
    }

    /// <summary>The child of a slot has ended.</summary>
    internal void Release(int slot) => _free.Add(slot);

    private int TakeWorkers(int count)
    {
        if (_freeWorkers.TryGetValue(count, out var free) && free.TryPop(out var first))
            return first;
        if (_workers + count > _board.WorkerCapacity)
            return -1;
        first = _workers;
        _workers += count;
        return first;
    }

    private void GiveWorkers(int first, int count)
    {
        if (!_freeWorkers.TryGetValue(count, out var free))
            _freeWorkers[count] = free = new Stack<int>();
        free.Push(first);
    }
}
