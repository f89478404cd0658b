using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>
/// Many descriptors that a loop waits for: readable or at their end. Level-triggered, so nothing is lost by handling one thing a turn. With
/// <c>exclusive</c> only one of several processes that wait for the same socket is woken.
/// </summary>
public sealed class DescriptorSet : IDisposable
{
    private const int Batch = 64;

    private readonly int _descriptor = LibcEpoll.Create();
    private readonly EpollEvents _events = new(Batch);

    /// <summary>Adds a descriptor; <paramref name="key"/> comes back when it is ready. 0 or -errno.</summary>
    public int Add(int descriptor, long key, bool exclusive = false) =>
        LibcEpoll.Control(_descriptor, LibcEpoll.EPOLL_CTL_ADD, descriptor, LibcEpoll.EPOLLIN | (exclusive ? LibcEpoll.EPOLLEXCLUSIVE : LibcEpoll.EPOLLRDHUP), (ulong)key);

    /// <summary>Removes a descriptor; call before closing it.</summary>
    public void Remove(int descriptor) => LibcEpoll.Control(_descriptor, LibcEpoll.EPOLL_CTL_DEL, descriptor, 0, 0);

    /// <summary>Waits at most the given time (-1: for ever) and gives the keys of what is ready; 0 on time-out or interruption.</summary>
    public int Wait(Span<long> keys, int timeoutMilliseconds)
    {
        var ready = Math.Min(Math.Max(LibcEpoll.Wait(_descriptor, _events, timeoutMilliseconds), 0), keys.Length);
        for (var i = 0; i < ready; i++)
            keys[i] = (long)_events.Data(i);
        return ready;
    }

    /// <summary>Closes the set, not its members.</summary>
    public void Dispose()
    {
        FileSystem.Close(_descriptor);
        _events.Dispose();
    }
}
