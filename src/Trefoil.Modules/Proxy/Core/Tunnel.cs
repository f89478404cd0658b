using System.Buffers;
using Trefoil.Http.Http1;
using Trefoil.Http.Messages;
using Trefoil.Io.Native;
using Trefoil.Io.Reactors;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>
/// Passes bytes between a client and a backend in both directions until both have ended, or nothing has moved for a time. Neither direction has a buffer while it waits.
/// </summary>
internal sealed class Tunnel
{
    private const int PieceLength = 16 * 1024;

    private readonly AsyncDescriptor _client;
    private readonly AsyncDescriptor _backend;
    private readonly int _timeout;
    private readonly bool _halfCloses;
    private long _lastMove = Environment.TickCount64;
    private bool _broken;

    private Tunnel(AsyncDescriptor client, AsyncDescriptor backend, int timeout, bool halfCloses)
    {
        _client = client;
        _backend = backend;
        _timeout = timeout;
        _halfCloses = halfCloses;
    }

    /// <summary>Bytes that went to the client.</summary>
    internal long ToClient { get; private set; }

    /// <summary>Makes a tunnel of the request's connection once its handler has returned. The backend's connection is given back at the end.</summary>
    /// <param name="request">The request whose head is answered.</param>
    /// <param name="backend">The other end.</param>
    /// <param name="early">What the backend has sent already.</param>
    /// <param name="timeoutMilliseconds">Longest silence.</param>
    internal static void Begin(Request request, BackendConnection backend, byte[] early, int timeoutMilliseconds)
    {
        backend.MustClose = true;
        var halfCloses = !(request.HasEnvironment && request.Environment.Contains("proxy-nohalfclose"));
        request.Connection.TakeOver(request, client => RunAsync(client, request, backend, early, timeoutMilliseconds, halfCloses));
    }

    private static async ValueTask RunAsync(ClientTransport client, Request request, BackendConnection backend, byte[] early, int timeout, bool halfCloses)
    {
        var tunnel = new Tunnel(client.Descriptor, backend.Descriptor, timeout, halfCloses);
        try
        {
            var first = client.TakeEarlyInput();
            if ((early.Length == 0 || await client.Descriptor.SendAsync(early, timeout) == 0) && (first.Length == 0 || await backend.SendAsync(first, timeout) == 0))
            {
                tunnel.ToClient = early.Length;
                var up = tunnel.PumpAsync(tunnel._client, tunnel._backend, isDown: false);
                var down = tunnel.PumpAsync(tunnel._backend, tunnel._client, isDown: true);
                await up;
                await down;
            }
        }
        finally
        {
            request.BytesSent += tunnel.ToClient;
            backend.Worker.Pool.Release(backend);
        }
    }

    private async ValueTask PumpAsync(AsyncDescriptor from, AsyncDescriptor to, bool isDown)
    {
        while (!_broken)
        {
            var moved = Move(from, to, isDown, out var rest);
            if (rest is not null)
                moved = await FinishSendAsync(to, rest);
            if (moved > 0)
                continue;
            if (moved == 0)
            {
                // One side has nothing more to say, and may still listen.
                if (_halfCloses)
                    to.Shutdown(1);
                else
                    Break();
                return;
            }
            if (moved != -Errno.EAGAIN)
            {
                Break();
                return;
            }
            var waited = await from.WaitReadableAsync(_timeout);
            if (waited == 0 || (waited == -Errno.ETIMEDOUT && Environment.TickCount64 - Volatile.Read(ref _lastMove) < _timeout))
                continue;
            Break();
            return;
        }
    }

    /// <summary>Moves what is there: bytes moved, 0 at the end, -EAGAIN for nothing yet, -errno. What the other side does not take at once is left in <paramref name="rest"/>.</summary>
    private int Move(AsyncDescriptor from, AsyncDescriptor to, bool isDown, out byte[]? rest)
    {
        rest = null;
        var piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            var got = from.TryReceive(piece);
            if (got <= 0)
                return got;
            Volatile.Write(ref _lastMove, Environment.TickCount64);
            if (isDown)
                ToClient += got;
            var put = to.TrySend(piece.AsSpan(0, got));
            if (put == got)
                return got;
            if (put < 0 && put != -Errno.EAGAIN)
                return put;
            rest = piece.AsSpan(Math.Max(put, 0), got - Math.Max(put, 0)).ToArray();
            return got;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private async ValueTask<int> FinishSendAsync(AsyncDescriptor to, ReadOnlyMemory<byte> rest)
    {
        while (true)
        {
            var put = to.TrySend(rest.Span);
            if (put == rest.Length)
                return 1;
            if (put < 0 && put != -Errno.EAGAIN)
                return put;
            if (put > 0)
            {
                rest = rest[put..];
                Volatile.Write(ref _lastMove, Environment.TickCount64);
                continue;
            }
            var waited = await to.WaitWritableAsync(_timeout);
            if (waited < 0 && !(waited == -Errno.ETIMEDOUT && Environment.TickCount64 - Volatile.Read(ref _lastMove) < _timeout))
                return waited;
        }
    }

    /// <summary>Ends both directions: whoever waits on either side comes back.</summary>
    private void Break()
    {
        _broken = true;
        _client.Shutdown(2);
        _backend.Shutdown(2);
    }
}
