using System.Threading.Tasks.Sources;

namespace Trefoil.Io.Reactors;

/// <summary>A parked await for readiness. Pooled: taken when an await really has to wait, given back when its result is taken.</summary>
internal sealed class ReadinessWaiter : IValueTaskSource<int>
{
    private const int PoolLimit = 256;

    [ThreadStatic]
    private static Stack<ReadinessWaiter>? _pool;

    private ManualResetValueTaskSourceCore<int> _core;

    internal static ReadinessWaiter Rent()
    {
        var pool = _pool ??= new Stack<ReadinessWaiter>();
        return pool.TryPop(out var waiter) ? waiter : new ReadinessWaiter();
    }

    internal ValueTask<int> Task => new(this, _core.Version);

    internal void Complete(int result) => _core.SetResult(result);

    int IValueTaskSource<int>.GetResult(short token)
    {
        var result = _core.GetResult(token);
        _core.Reset();
        var pool = _pool ??= new Stack<ReadinessWaiter>();
        if (pool.Count < PoolLimit)
            pool.Push(this);
        return result;
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
