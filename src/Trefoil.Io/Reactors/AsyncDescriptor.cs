using System.Runtime.CompilerServices;
using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Io.Reactors;

/// <summary>
/// A non-blocking socket or pipe whose operations can be awaited; belongs to one reactor for life. Operations complete synchronously whenever the kernel
/// is ready, otherwise the await is parked in the reactor. One read and one write may be waited for at the same time. Errors are values (-errno).
/// </summary>
/// <remarks>
/// It is registered edge-triggered, and only when it first has to wait, so a short connection costs no epoll call. Any thread may run the code
/// of a descriptor, but only one at a time; what it shares with the reactor's leader is the one word of state, changed by compare-and-swap.
/// </remarks>
public class AsyncDescriptor
{
    private protected const int ReadReady = 1, WriteReady = 2, WaitRead = 4, WaitWrite = 8, Parked = 16, Lingering = 32, Closed = 64;

    private const int BusyRetryMilliseconds = 100;

    /// <summary>One sendfile call is capped so that a fast client cannot hold the leader for long.</summary>
    private const long SendFilePiece = 1 << 20;

    private readonly bool _isSocket;
    private int _state;
    private bool _registered;
    private volatile bool _peerEnded;
    private bool _wantsWrite;
    private ReadinessWaiter? _readWaiter;
    private ReadinessWaiter? _writeWaiter;

    /// <summary>Takes over a non-blocking descriptor.</summary>
    /// <param name="reactor">The reactor that fulfils its awaits.</param>
    /// <param name="descriptor">The descriptor; closed by <see cref="Close"/>.</param>
    /// <param name="isSocket">False for pipes.</param>
    public AsyncDescriptor(Reactor reactor, int descriptor, bool isSocket)
    {
        Reactor = reactor;
        Descriptor = descriptor;
        _isSocket = isSocket;
        Slot = reactor.Table.Add(this);
        Generation = reactor.NextGeneration();
    }

    /// <summary>The reactor it belongs to.</summary>
    public Reactor Reactor { get; }

    /// <summary>The kernel's number.</summary>
    public int Descriptor { get; }

    /// <summary>
    /// True once the kernel has reported the peer's end. It may have come in the same event as the last data, and no further event follows: after a short
    /// read the end must be read too.
    /// </summary>
    public bool HasPeerEnded => _peerEnded;

    /// <summary>True once closed.</summary>
    public bool IsClosed => (Volatile.Read(ref _state) & Closed) != 0;

    internal int Slot { get; }

    internal uint Generation { get; }

    private protected int State => Volatile.Read(ref _state);

    /// <summary>Reads at once: number of bytes, 0 at the end, -EAGAIN where it would wait, other -errno.</summary>
    public int TryReceive(Span<byte> buffer)
    {
        if (!Use(ReadReady))
            return -Errno.ECANCELED;
        return _isSocket ? LibcConnections.Receive(Descriptor, buffer) : (int)LibcFiles.Read(Descriptor, buffer);
    }

    /// <summary>Writes at once what fits: number of bytes, -EAGAIN where it would wait, other -errno.</summary>
    public int TrySend(ReadOnlySpan<byte> data, bool more = false)
    {
        if (!Use(WriteReady))
            return -Errno.ECANCELED;
        return _isSocket ? LibcConnections.Send(Descriptor, data, more) : (int)LibcFiles.Write(Descriptor, data);
    }

    /// <summary>Writes two pieces at once, as far as they fit.</summary>
    public int TrySend(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (!Use(WriteReady))
            return -Errno.ECANCELED;
        return LibcConnections.Send(Descriptor, first, second);
    }

    /// <summary>Sends a part of a file at once, as far as it fits: bytes, -EAGAIN, -ENODATA (-61) where the file has shrunk, other -errno.</summary>
    public long TrySendFile(int file, long offset, long length)
    {
        if (!Use(WriteReady))
            return -Errno.ECANCELED;
        var put = LibcConnections.SendFile(Descriptor, file, offset, Math.Min(length, SendFilePiece));
        return put == 0 ? -61 : put;
    }

    /// <summary>Reads, waiting if need be: number of bytes, 0 at the end, -ETIMEDOUT, -ECANCELED when closed meanwhile, other -errno.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, int timeoutMilliseconds)
    {
        var got = TryReceive(buffer.Span);
        return got != -Errno.EAGAIN ? new ValueTask<int>(got) : WaitAndReceiveAsync(buffer, timeoutMilliseconds);
    }

    /// <summary>Writes all of it, waiting as often as need be; the timeout is for each wait. 0 or -errno.</summary>
    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, int timeoutMilliseconds)
    {
        var put = TrySend(data.Span);
        if (put == data.Length)
            return default;
        if (put < 0 && put != -Errno.EAGAIN)
            return new ValueTask<int>(put);
        return WaitAndSendAsync(put > 0 ? data[put..] : data, timeoutMilliseconds);
    }

    /// <summary>Sends a part of a file from the page cache; the timeout is for each wait. 0, -ENODATA (-61) where the file has shrunk, other -errno.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> SendFileAsync(int file, long offset, long length, int timeoutMilliseconds)
    {
        while (length > 0)
        {
            var put = TrySendFile(file, offset, length);
            if (put > 0)
            {
                offset += put;
                length -= put;
                continue;
            }
            if (put != -Errno.EAGAIN)
                return (int)put;
            var waited = await WaitWritableAsync(timeoutMilliseconds);
            if (waited < 0)
                return waited;
        }
        return 0;
    }

    /// <summary>Waits until reading may make progress: 0, -ETIMEDOUT, -ECANCELED.</summary>
    public ValueTask<int> WaitReadableAsync(int timeoutMilliseconds) => WaitAsync(ReadReady, WaitRead, ref _readWaiter, timeoutMilliseconds);

    /// <summary>Waits until writing may make progress: 0, -ETIMEDOUT, -ECANCELED.</summary>
    public ValueTask<int> WaitWritableAsync(int timeoutMilliseconds)
    {
        if (!_wantsWrite)
        {
            _wantsWrite = true;
            if (_registered)
                Reactor.Modify(this, wantsWrite: true);
        }
        return WaitAsync(WriteReady, WaitWrite, ref _writeWaiter, timeoutMilliseconds);
    }

    /// <summary>
    /// True for an idle connection that is still good for another exchange: the peer has not ended it, and has sent nothing that nobody asked for.
    /// </summary>
    public bool IsQuiet() => !IsClosed && !_peerEnded && LibcConnections.Peek(Descriptor) == -Errno.EAGAIN;

    /// <summary>
    /// Hands the descriptor, on which nobody waits, over to another reactor (a pooled connection, taken by another thread of the worker MPM). This object is closed then.
    /// </summary>
    public AsyncDescriptor MoveTo(Reactor reactor)
    {
        if (ReferenceEquals(reactor, Reactor) || (Interlocked.Or(ref _state, Closed) & Closed) != 0)
            return this;
        if (_registered)
            Reactor.Unregister(Descriptor);
        Reactor.Table.Remove(Slot);
        return new AsyncDescriptor(reactor, Descriptor, _isSocket);
    }

    /// <summary>Ends one direction or both (shutdown(2): 0 reading, 1 writing, 2 both).</summary>
    public void Shutdown(int how) => LibcConnections.Shutdown(Descriptor, how);

    /// <summary>Closes; awaits that are parked end with -ECANCELED.</summary>
    public void Close()
    {
        var before = Interlocked.Or(ref _state, Closed);
        if ((before & Closed) != 0)
            return;
        Reactor.Table.Remove(Slot);
        FileSystem.Close(Descriptor);
        OnClosed((before & Lingering) != 0);
        CompleteWaits(before, -Errno.ECANCELED);
    }

    /// <summary>Ends a wait for input as if some had come, or the next one: who waits looks again at what else has changed. From any thread.</summary>
    public void Nudge() => OnReady(readable: true, writable: false, peerEnded: false);

    /// <summary>The leader saw readiness; runs whoever waits for it.</summary>
    internal void OnReady(bool readable, bool writable, bool peerEnded)
    {
        if (peerEnded)
            _peerEnded = true;
        int before, after;
        do
        {
            before = after = Volatile.Read(ref _state);
            if ((before & Closed) != 0)
                return;
            if (readable)
                after = (before & (Parked | WaitRead)) != 0 ? after & ~(Parked | WaitRead) : after | ReadReady;
            if (writable)
                after = (before & WaitWrite) != 0 ? after & ~WaitWrite : after | WriteReady;
        }
        while (before != after && Interlocked.CompareExchange(ref _state, after, before) != before);
        var ended = before & ~after;
        if ((ended & Parked) != 0)
            OnParkedReadable();
        else if ((ended & (WaitRead | WaitWrite)) != 0)
            CompleteWaits(ended, 0);
    }

    /// <summary>The deadline has passed; ends whatever waits.</summary>
    internal void OnDeadline()
    {
        int before;
        do
        {
            before = Volatile.Read(ref _state);
            if ((before & Closed) != 0)
                return;
            if ((before & (Parked | WaitRead | WaitWrite)) == 0)
            {
                // Its code is running; the deadline is an old one, or comes too early for a drain under way.
                if ((before & Lingering) != 0)
                    SetDeadline(BusyRetryMilliseconds);
                return;
            }
        }
        while (Interlocked.CompareExchange(ref _state, before & ~(Parked | WaitRead | WaitWrite), before) != before);
        if ((before & Parked) != 0)
            OnParkedTimeout();
        else
            CompleteWaits(before, -Errno.ETIMEDOUT);
    }

    private protected virtual void OnClosed(bool wasLingering)
    {
    }

    private protected virtual void OnParkedReadable()
    {
    }

    private protected virtual void OnParkedTimeout()
    {
    }

    /// <summary>Sets a state bit unless input is already known to be there; false (and the knowledge used up) in that case.</summary>
    private protected bool TryWaitState(int readyBit, int waitBit)
    {
        if (!_registered)
        {
            _registered = true;
            Reactor.Register(this, _wantsWrite);
        }
        while (true)
        {
            var before = Volatile.Read(ref _state);
            var ready = (before & (readyBit | Closed)) != 0;
            var after = ready ? before & ~readyBit : before | waitBit;
            if (Interlocked.CompareExchange(ref _state, after, before) == before)
                return !ready;
        }
    }

    private protected void SetState(int bit) => Interlocked.Or(ref _state, bit);

    private protected void SetDeadline(int timeoutMilliseconds) => Reactor.SetDeadline(this, timeoutMilliseconds);

    /// <summary>Uses up a readiness bit before the call that it promised success for; false when closed (the number may be another's by now).</summary>
    private bool Use(int readyBit)
    {
        var state = Volatile.Read(ref _state);
        if ((state & (readyBit | Closed)) == 0)
            return true;
        if ((state & Closed) != 0)
            return false;
        Interlocked.And(ref _state, ~readyBit);
        return true;
    }

    private ValueTask<int> WaitAsync(int readyBit, int waitBit, ref ReadinessWaiter? place, int timeoutMilliseconds)
    {
        if ((Volatile.Read(ref _state) & Closed) != 0)
            return new ValueTask<int>(-Errno.ECANCELED);
        // The waiter and the deadline stand before the bit is set: from then on another thread may complete it.
        var waiter = ReadinessWaiter.Rent();
        place = waiter;
        var task = waiter.Task;
        SetDeadline(timeoutMilliseconds);
        if (!TryWaitState(readyBit, waitBit))
        {
            place = null;
            waiter.Complete(0);
        }
        return task;
    }

    private void CompleteWaits(int bits, int result)
    {
        if ((bits & WaitRead) != 0)
        {
            var waiter = _readWaiter!;
            _readWaiter = null;
            waiter.Complete(result);
        }
        if ((bits & WaitWrite) != 0)
        {
            var waiter = _writeWaiter!;
            _writeWaiter = null;
            waiter.Complete(result);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAndReceiveAsync(Memory<byte> buffer, int timeoutMilliseconds)
    {
        while (true)
        {
            var waited = await WaitReadableAsync(timeoutMilliseconds);
            if (waited < 0)
                return waited;
            var got = TryReceive(buffer.Span);
            if (got != -Errno.EAGAIN)
                return got;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAndSendAsync(ReadOnlyMemory<byte> data, int timeoutMilliseconds)
    {
        while (true)
        {
            var waited = await WaitWritableAsync(timeoutMilliseconds);
            if (waited < 0)
                return waited;
            var put = TrySend(data.Span);
            if (put == data.Length)
                return 0;
            if (put < 0 && put != -Errno.EAGAIN)
                return put;
            if (put > 0)
                data = data[put..];
        }
    }
}
