using Trefoil.Io.Native;

namespace Trefoil.Io.Reactors;

/// <summary>
/// Lets code of one reactor wait until code of any other (another thread's in the worker MPM) wakes it, or until a time has passed. For rare waits: it costs a
/// descriptor while it exists.
/// </summary>
public sealed class ReactorSignal : IDisposable
{
    private readonly AsyncDescriptor _event;

    /// <summary>Makes one that is waited for on <paramref name="reactor"/>.</summary>
    public ReactorSignal(Reactor reactor)
    {
        var descriptor = LibcEpoll.CreateEvent();
        if (descriptor < 0)
            throw new InvalidOperationException($"No descriptor to wait with: {Errno.Text(-descriptor)}");
        _event = new AsyncDescriptor(reactor, descriptor, isSocket: false);
    }

    /// <summary>Wakes whoever waits, now or next. From any thread.</summary>
    public void Set() => LibcFiles.Write(_event.Descriptor, [1, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>Waits: true when woken, false when the time (-1: none) has passed.</summary>
    public async ValueTask<bool> WaitAsync(int timeoutMilliseconds)
    {
        var buffer = new byte[8];
        return await _event.ReceiveAsync(buffer, timeoutMilliseconds) == 8;
    }

    /// <summary>Closes it; a wait under way ends with false.</summary>
    public void Dispose() => _event.Close();
}
