using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Proxy.Workers;

/// <summary>
/// The connections of one child to one backend: idle ones are used again, the latest first, and there are never more than max=. Whoever finds none free waits
/// in line, parked in its reactor.
/// </summary>
internal sealed class ConnectionPool(ProxyWorker worker)
{
    private readonly Lock _gate = new();
    private readonly Stack<BackendConnection> _idle = new();
    private readonly LinkedList<ReactorSignal> _waiting = new();
    private int _taken;

    /// <summary>Connections (or places for them) in use now.</summary>
    internal int Taken => Volatile.Read(ref _taken);

    /// <summary>Connections at rest.</summary>
    internal int Idle
    {
        get
        {
            lock (_gate)
                return _idle.Count;
        }
    }

    /// <summary>Takes a place below max=; false when acquire= has passed without one. Every place is given back with <see cref="Leave"/> or <see cref="Release"/>.</summary>
    internal ValueTask<bool> EnterAsync(Reactor reactor) => TryEnter() ? new ValueTask<bool>(true) : WaitAsync(reactor);

    /// <summary>An idle connection to this peer, for a place already taken; null where there is none alive.</summary>
    internal BackendConnection? TakeIdle(Reactor reactor, string peer)
    {
        while (true)
        {
            BackendConnection? connection;
            lock (_gate)
            {
                if (!_idle.TryPop(out connection))
                    return null;
            }
            if (connection.Peer == peer && !IsExpired(connection) && connection.TryWake(reactor))
                return connection;
            connection.Close();
        }
    }

    /// <summary>Gives a connection and its place back: kept for the next exchange, or closed.</summary>
    internal void Release(BackendConnection connection)
    {
        var keeps = worker.ReusesConnections && !connection.MustClose && !connection.Descriptor.IsClosed;
        if (keeps)
        {
            connection.IdleSince = Environment.TickCount64;
            lock (_gate)
                _idle.Push(connection);
        }
        else
        {
            connection.Close();
        }
        Leave();
        if (keeps && worker.Parameters.TimeToLive > 0)
            CloseExpired();
    }

    /// <summary>Gives a place back that no connection was made for.</summary>
    internal void Leave()
    {
        ReactorSignal? next = null;
        lock (_gate)
        {
            _taken--;
            if (_waiting.First is { } first)
            {
                // The place is passed on, so that nobody who comes later takes it.
                _taken++;
                next = first.Value;
                _waiting.RemoveFirst();
            }
        }
        next?.Set();
    }

    /// <summary>Closes what rests: the backend is gone, or the child ends.</summary>
    internal void CloseIdle()
    {
        lock (_gate)
        {
            while (_idle.TryPop(out var connection))
                connection.Close();
        }
    }

    private bool TryEnter()
    {
        lock (_gate)
        {
            if (worker.Parameters.Max > 0 && (_taken >= worker.Parameters.Max || _waiting.Count > 0))
                return false;
            _taken++;
            return true;
        }
    }

    private async ValueTask<bool> WaitAsync(Reactor reactor)
    {
        using var signal = new ReactorSignal(reactor);
        LinkedListNode<ReactorSignal> node;
        lock (_gate)
        {
            if (_taken < worker.Parameters.Max)
            {
                _taken++;
                return true;
            }
            node = _waiting.AddLast(signal);
        }
        var patience = worker.Parameters.Acquire > 0 ? (int)Math.Min(worker.Parameters.Acquire, int.MaxValue) : -1;
        if (await signal.WaitAsync(patience))
            return true;
        lock (_gate)
        {
            // Given at the last moment: then the place is ours all the same.
            if (node.List is null)
                return true;
            _waiting.Remove(node);
            return false;
        }
    }

    private bool IsExpired(BackendConnection connection) =>
        worker.Parameters.TimeToLive > 0 && Environment.TickCount64 - connection.IdleSince >= worker.Parameters.TimeToLive;

    /// <summary>Ends idle connections beyond smax= that are older than ttl=.</summary>
    private void CloseExpired()
    {
        List<BackendConnection>? expired = null;
        lock (_gate)
        {
            var keep = Math.Max(worker.Parameters.SoftMax, 0);
            if (_idle.Count <= keep)
                return;
            var connections = _idle.ToArray();
            for (var i = connections.Length - 1; i >= keep && IsExpired(connections[i]); i--)
                (expired ??= []).Add(connections[i]);
            if (expired is null)
                return;
            _idle.Clear();
            for (var i = connections.Length - 1 - expired.Count; i >= 0; i--)
                _idle.Push(connections[i]);
        }
        foreach (var connection in expired)
            connection.Close();
    }
}
