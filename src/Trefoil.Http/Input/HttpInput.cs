using Trefoil.Http.Core;
using Trefoil.Http.Http1;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Input;

/// <summary>The end of the input chain on an HTTP/1.1 connection: takes the body out of its framing (RFC 9112, 6 and 7).</summary>
internal sealed class HttpInput : InputFilter
{
    private readonly Http1Session _session;
    private readonly ChunkedBody? _chunked;
    private long _left;
    private int _failure;

    /// <summary>Makes the stage of one request.</summary>
    /// <param name="session">Where the bytes come from.</param>
    /// <param name="length">Content-Length, or -1 for a chunked body.</param>
    internal HttpInput(Http1Session session, long length)
    {
        _session = session;
        _left = length;
        _chunked = length < 0 ? new ChunkedBody(session) : null;
    }

    public override string Name => "HTTP_IN";

    /// <summary>True when the whole body was read.</summary>
    internal bool IsDrained => _chunked?.IsDone ?? _left == 0;

    public override async ValueTask<int> ReadAsync(Request request, Memory<byte> buffer)
    {
        if (_failure != 0)
            return -_failure;
        if (IsDrained)
            return 0;
        var target = request.Outermost.Original;
        if (target.IsExpectingContinue)
        {
            target.IsExpectingContinue = false;
            await _session.SendContinueAsync();
        }
        var got = _chunked is null ? await ReadPlainAsync(buffer) : await _chunked.ReadAsync(target, buffer);
        if (got > 0)
        {
            target.BytesRead += got;
            target.WireBytesIn += got;
            var limit = request.Directory<CoreDirectorySettings>().LimitRequestBody;
            if (limit > 0 && target.BytesRead > limit)
            {
                Log.Write(request, LogLevel.Error, "http", 1591, $"Read content-length of {target.BytesRead} is larger than the configured limit of {limit}");
                return Fail(request, 413);
            }
            return got;
        }
        if (got == 0)
            return 0;
        return Fail(request, -got);
    }

    private async ValueTask<int> ReadPlainAsync(Memory<byte> buffer)
    {
        var got = await _session.ReadInputAsync(buffer.Length > _left ? buffer[..(int)_left] : buffer);
        if (got <= 0)
            return got == -Http1Session.TimedOut ? -408 : -400;
        _left -= got;
        return got;
    }

    private int Fail(Request request, int status)
    {
        _failure = status;
        request.Connection.CloseAfterResponse = true;
        request.HasUnmeasuredBody = status == 413 || (_chunked is not null && status == 400);
        return -status;
    }
}
