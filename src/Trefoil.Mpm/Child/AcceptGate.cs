using System.Diagnostics.CodeAnalysis;
using Trefoil.Io.Native;
using Trefoil.Io.Processes;
using Trefoil.Io.Reactors;
using Trefoil.Io.Sockets;

namespace Trefoil.Mpm.Child;

/// <summary>
/// Where a thread that serves one connection at a time waits for the next. The kernel wakes one waiter for each connection (EPOLLEXCLUSIVE), so no mutex between
/// processes is needed; one that the administrator chose is taken around each accept, never while waiting, so that every idle child hears its parent.
/// </summary>
internal sealed class AcceptGate
{
    /// <summary>The control channel has something to say.</summary>
    internal const int Control = -1000;

    /// <summary>Nothing came within a second, or another process was faster.</summary>
    internal const int Nothing = -1001;

    private const long ControlKey = -1;
    private const int PressurePause = 100, WaitMilliseconds = 1000;

    private readonly ChildState _state;
    private readonly DescriptorSet _set = new();
    private readonly ProcessLock? _mutex;
    private bool _isRetired;
    private int _next;

    internal AcceptGate(ChildState state, int controlDescriptor)
    {
        _state = state;
        for (var i = 0; i < state.Listeners.Count; i++)
            _set.Add(state.Listeners[i].Descriptor, i, exclusive: true);
        if (controlDescriptor >= 0)
            _set.Add(controlDescriptor, ControlKey);
        if (state.Start.AcceptMutexDescriptor >= 0)
            _mutex = ProcessLock.Reopen(state.Start.AcceptMutexDescriptor);
    }

    /// <summary>Accepts no more: nobody may be waiting now.</summary>
    internal void Close()
    {
        Retire();
        _next = _state.Listeners.Count;
        foreach (var listener in _state.Listeners)
            listener.Close();
        _state.ReportClosed();
    }

    /// <summary>
    /// For whoever was told to finish while it waited: the kernel may have woken it, and nobody else, for a connection that has not been taken. Gives at most one of each
    /// listener; false when there is none.
    /// </summary>
    internal bool TakeLast(out int accepted, [NotNullWhen(true)] out Listener? listener, out SocketAddress peer)
    {
        Retire();
        while (_next < _state.Listeners.Count)
        {
            listener = _state.Listeners[_next++];
            accepted = ConnectionAcceptor.Accept(listener, out peer);
            if (accepted >= 0)
                return true;
        }
        accepted = -1;
        listener = null;
        peer = default;
        return false;
    }

    private void Retire()
    {
        if (_isRetired)
            return;
        _isRetired = true;
        foreach (var listener in _state.Listeners)
            _set.Remove(listener.Descriptor);
    }

    /// <summary>Waits for a connection: its descriptor, <see cref="Control"/> or <see cref="Nothing"/>.</summary>
    internal int Wait(out Listener? listener, out SocketAddress peer)
    {
        listener = null;
        peer = default;
        Span<long> keys = stackalloc long[1];
        if (_set.Wait(keys, WaitMilliseconds) == 0)
            return Nothing;
        if (keys[0] == ControlKey)
            return Control;
        var from = _state.Listeners[(int)keys[0]];
        _mutex?.Take();
        var accepted = ConnectionAcceptor.Accept(from, out peer);
        _mutex?.Release();
        if (accepted >= 0)
        {
            listener = from;
            return accepted;
        }
        if (ConnectionAcceptor.IsPressure(-accepted))
        {
            // Out of descriptors or memory: the connection waits in the kernel, and nobody is helped by a dying child.
            _state.ReportAcceptError(-accepted);
            Thread.Sleep(PressurePause);
        }
        return Nothing;
    }
}
