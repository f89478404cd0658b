using Trefoil.Io.Reactors;
using Trefoil.Mpm.Child;

namespace Trefoil.Mpm.Event;

/// <summary>
/// Tells the scoreboard what the connections of a child are about. They are counted by looking at each, so serving costs nothing; with many of them at most twenty times a
/// second, and once more when things have become quiet. Used by the leader only.
/// </summary>
internal sealed class ConnectionGauges(ChildState state, Reactor reactor, SlotAdmission admission)
{
    private const int Few = 16, Pause = 50;

    private long _nextCount;

    internal void Publish()
    {
        var connections = reactor.Connections;
        ref var record = ref state.Record;
        record.Connections = connections;
        if (connections > Few && reactor.Now < _nextCount)
        {
            reactor.TurnAgainIn(Pause);
            return;
        }
        _nextCount = reactor.Now + Pause;
        var counts = reactor.CountConnections();
        record.KeepAlive = counts.Idle;
        record.WriteCompletion = counts.Draining;
        record.LingeringClose = counts.Lingering;
        // Whoever is neither of these and holds no slot sends a request, or waits for a slot with it.
        record.WaitIo = Math.Max(connections - counts.Idle - counts.Draining - counts.Lingering - admission.Taken, 0);
    }
}
