using System.Buffers;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>
/// The body of a proxied request. Its beginning is read before a backend is asked: a body that is short enough then has a length whatever its coding was, and can be
/// sent again to another backend; a longer one streams behind. One object for all attempts of a request.
/// </summary>
internal sealed class RequestBody
{
    private const int PrefetchBytes = 16 * 1024;

    private byte[]? _prefetched;
    private int _count;
    private bool _isComplete;
    private bool _isPrefetched;
    private bool _hasStreamed;
    private SpooledBody? _spooled;

    /// <summary>How it goes on; known after <see cref="PrepareAsync"/>.</summary>
    internal BodyMode Mode { get; private set; }

    /// <summary>Its length where <see cref="Mode"/> is Length.</summary>
    internal long Length { get; private set; }

    /// <summary>True while an attempt that failed has used up nothing of it.</summary>
    internal bool CanSendAgain => !_hasStreamed;

    /// <summary>True when all of it is in memory, so that it can go out with the head.</summary>
    internal bool IsInMemory => _isComplete && _spooled is null;

    internal ReadOnlyMemory<byte> Memory => _prefetched.AsMemory(0, _count);

    /// <summary>Bytes sent to backends.</summary>
    internal long Sent { get; private set; }

    /// <summary>True where the request says that it has a body.</summary>
    internal static bool IsAnnounced(Request request) => request.HeadersIn.Contains("Content-Length") || request.HeadersIn.Contains("Transfer-Encoding");

    /// <summary>Reads the beginning and decides; 0 or the status to answer with.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isOld">The backend is spoken to in HTTP/1.0, which has no chunks.</param>
    /// <param name="waits">False where the client sends only once the backend has said that it may.</param>
    internal async ValueTask<int> PrepareAsync(Request request, bool isOld, bool waits)
    {
        if (_isPrefetched)
            return 0;
        var coding = request.HeadersIn.GetJoined("Transfer-Encoding");
        var length = request.HeadersIn.Get("Content-Length");
        if (request.Main is not null || (coding is null && length is null))
        {
            _isPrefetched = _isComplete = true;
            return 0;
        }
        if (coding is not null && !coding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            Log.Write(request, LogLevel.Error, ProxyHttpModule.Name, 1093, $"{coding} Transfer-Encoding is not supported");
            return 500;
        }
        if (waits)
        {
            var failure = await PrefetchAsync(request);
            if (failure != 0)
                return failure;
        }
        if (_isComplete)
        {
            Mode = BodyMode.Length;
            Length = _count;
            return 0;
        }
        var environment = request.HasEnvironment ? request.Environment : null;
        var wantsLength = isOld || (environment?.Contains("proxy-sendcl") == true && !WantsChunks(environment));
        if (coding is not null && wantsLength)
            return await SpoolAsync(request);
        if (coding is not null || (length is not null && !isOld && environment is not null && WantsChunks(environment) && !environment.Contains("proxy-sendcl") && HasFilters(request)))
        {
            Mode = BodyMode.Chunked;
            return 0;
        }
        if (HasFilters(request))
            return await SpoolAsync(request);
        if (!long.TryParse(length, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var bytes))
        {
            Log.Write(request, LogLevel.Error, ProxyHttpModule.Name, 1085, $"could not parse request Content-Length ({length})");
            return 400;
        }
        Mode = BodyMode.Length;
        Length = bytes;
        return 0;
    }

    /// <summary>Sends what is not sent with the head: 0, -errno of the backend, or the status of what the client did wrong.</summary>
    internal async ValueTask<int> SendAsync(Request request, BackendConnection connection, int timeoutMilliseconds)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PrefetchBytes);
        using var frame = new ByteBuffer(64);
        try
        {
            if (_count > 0 && !_isComplete || _spooled is not null)
            {
                var failure = await SendPieceAsync(connection, Memory, frame, timeoutMilliseconds);
                if (failure != 0)
                    return failure;
            }
            var sent = (long)_count;
            while (!_isComplete || _spooled is not null)
            {
                var got = _spooled is { } spooled ? spooled.Read(piece, sent - _count) : await request.Input.ReadAsync(request, piece);
                if (got < 0)
                    return -got;
                if (got == 0)
                    break;
                _hasStreamed |= _spooled is null;
                sent += got;
                var failure = await SendPieceAsync(connection, piece.AsMemory(0, got), frame, timeoutMilliseconds);
                if (failure != 0)
                    return failure;
            }
            return Mode == BodyMode.Chunked ? await connection.SendAsync(LastChunk, timeoutMilliseconds) : 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    internal void Count(long bytes) => Sent += bytes;

    private static readonly byte[] LastChunk = "0\r\n\r\n"u8.ToArray();

    private static bool WantsChunks(HeaderTable environment) => environment.Contains("proxy-sendchunked") || environment.Contains("proxy-sendchunks");

    /// <summary>A filter may change the length that the client has given.</summary>
    private static bool HasFilters(Request request) => request.ProtocolInput is { } protocol && !ReferenceEquals(request.Input, protocol);

    private async ValueTask<int> SendPieceAsync(BackendConnection connection, ReadOnlyMemory<byte> data, ByteBuffer frame, int timeoutMilliseconds)
    {
        if (data.IsEmpty)
            return 0;
        Sent += data.Length;
        if (Mode != BodyMode.Chunked)
            return await connection.SendAsync(data, timeoutMilliseconds);
        frame.Clear();
        frame.AppendHex(data.Length);
        frame.Append("\r\n"u8);
        frame.Append(data.Span);
        frame.Append("\r\n"u8);
        return await connection.SendAsync(frame.Memory, timeoutMilliseconds);
    }

    private async ValueTask<int> PrefetchAsync(Request request)
    {
        _isPrefetched = true;
        _prefetched = new byte[request.HeadersIn.Get("Content-Length") is { Length: < 5 } text && int.TryParse(text, out var length) && length < PrefetchBytes ? length + 1 : PrefetchBytes];
        while (_count < _prefetched.Length)
        {
            var got = await request.Input.ReadAsync(request, _prefetched.AsMemory(_count));
            if (got < 0)
                return -got;
            if (got == 0)
            {
                _isComplete = true;
                return 0;
            }
            _count += got;
        }
        return 0;
    }

    private async ValueTask<int> SpoolAsync(Request request)
    {
        var spooled = new SpooledBody();
        var piece = ArrayPool<byte>.Shared.Rent(PrefetchBytes);
        try
        {
            int got;
            while ((got = await request.Input.ReadAsync(request, piece)) > 0)
            {
                if (!spooled.Append(piece.AsSpan(0, got)))
                {
                    Log.Write(request, LogLevel.Error, "proxy", 1090, "creation of temporary file in directory /tmp failed");
                    return 500;
                }
            }
            if (got < 0)
                return -got;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
        _spooled = spooled;
        _isComplete = true;
        Mode = BodyMode.Length;
        Length = _count + spooled.Length;
        return 0;
    }
}
