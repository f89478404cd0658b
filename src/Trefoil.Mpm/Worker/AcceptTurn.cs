using System.Diagnostics.CodeAnalysis;
using Trefoil.Io.Processes;
using Trefoil.Io.Reactors;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Child;

namespace Trefoil.Mpm.Worker;

/// <summary>The idle threads of a child take turns: one waits for a connection in the kernel, the others for their turn.</summary>
internal sealed class AcceptTurn
{
    private readonly Lock _turn = new();
    private readonly ChildState _state;
    private readonly WakeEvent _wake = new();
    private readonly AcceptGate _gate;
    private readonly Action _onLast;

    /// <param name="state">The child.</param>
    /// <param name="onLast">Runs when MaxConnectionsPerChild is reached.</param>
    internal AcceptTurn(ChildState state, Action onLast)
    {
        _state = state;
        _onLast = onLast;
        _gate = new AcceptGate(state, _wake.Descriptor);
    }

    /// <summary>Waits for a connection; false once the child finishes.</summary>
    internal bool Take(out int accepted, [NotNullWhen(true)] out Listener? listener, out SocketAddress peer)
    {
        lock (_turn)
        {
            while (!_state.IsStopping)
            {
                accepted = _gate.Wait(out listener, out peer);
                if (accepted < 0 || listener is null)
                    continue;
                if (_state.CountAccepted())
                    _onLast();
                return true;
            }
            return _gate.TakeLast(out accepted, out listener, out peer);
        }
    }

    /// <summary>Ends the wait of the thread whose turn it is and of all after it, and lets the listeners go.</summary>
    internal void End()
    {
        _wake.Set();
        lock (_turn)
            _gate.Close();
    }
}
