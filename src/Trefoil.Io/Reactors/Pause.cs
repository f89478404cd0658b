using Trefoil.Io.Native;

namespace Trefoil.Io.Reactors;

/// <summary>Waits a while without holding a thread, for work that belongs to a reactor. One object serves any number of waits, one after the other.</summary>
public sealed class Pause : IDisposable
{
    private readonly AsyncDescriptor _never;

    /// <summary>Makes one.</summary>
    public Pause(Reactor reactor)
    {
        // Nobody ever writes to it, so that only the deadline ends the wait.
        var descriptor = LibcEpoll.CreateEvent();
        if (descriptor < 0)
            throw new IOException(Errno.Text(-descriptor));
        _never = new AsyncDescriptor(reactor, descriptor, isSocket: false);
    }

    /// <summary>Is done when the time is over.</summary>
    public async ValueTask WaitAsync(int milliseconds) => await _never.WaitReadableAsync(milliseconds);

    /// <summary>Gives the descriptor back.</summary>
    public void Dispose() => _never.Close();
}
