using Trefoil.Http.Cache;
using Trefoil.Http.Core;
using Trefoil.Http.Http1;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;

namespace Trefoil.Http.Output;

/// <summary>
/// The end of the output chain on an HTTP/1.1 connection: writes the head in front of the first body bytes, frames the body, and hands both to the socket.
/// A body that is complete before <see cref="HoldBytes"/> are there goes out with its Content-Length in one send.
/// </summary>
internal sealed class HttpOutput : OutputFilter, IDisposable
{
    /// <summary>Body bytes held back in the hope that the end comes soon (Apache's buffer for handlers is as long).</summary>
    internal const int HoldBytes = 8000;

    /// <summary>Files up to this length are read and sent with the head in one call, and may be kept for the next request.</summary>
    private const int SmallFile = 16 * 1024;

    private readonly Http1Session _session;
    private readonly ByteBuffer _head = new(1024);
    private ByteBuffer? _held;
    private HeadPlaces _places;
    private Framing _framing;
    private long _heldForHead;
    private bool _finished;

    internal HttpOutput(Http1Session session) => _session = session;

    private enum Framing
    {
        /// <summary>The head is not written yet.</summary>
        Open,
        /// <summary>Bytes as they are.</summary>
        Identity,
        /// <summary>Chunked coding.</summary>
        Chunked,
        /// <summary>No body goes out (HEAD, 204, 304).</summary>
        None,
    }

    public override string Name => "HTTP_OUT";

    public override FilterType Type => FilterType.Network;

    /// <summary>The response as it went out, when it was sent whole from memory or from one file; for the mapping cache.</summary>
    internal CapturedResponse? Captured { get; private set; }

    public override ValueTask WriteAsync(Request request, ReadOnlyMemory<byte> data)
    {
        if (request.Connection.Aborted || data.IsEmpty)
            return default;
        if (_framing == Framing.Open)
        {
            var target = Owner(request);
            if (target.IsHead)
            {
                // Only counted, so it may be long; a body of which bytes were handed on early has no length to wait for.
                _heldForHead += data.Length;
                if (request.HasUnmeasuredBody)
                    BeginHead(target);
                return default;
            }
            var held = _held ??= new ByteBuffer(HoldBytes);
            if (held.Length + data.Length <= HoldBytes)
            {
                held.Append(data.Span);
                return default;
            }
            BeginHead(target);
            return SendHeldAsync(target, data);
        }
        return SendBodyAsync(Owner(request), data);
    }

    public override async ValueTask SendFileAsync(Request request, FileSegment segment)
    {
        if (request.Connection.Aborted || segment.Length <= 0)
            return;
        var target = Owner(request);
        if (_framing == Framing.Open)
        {
            var first = (_held?.Length ?? 0) == 0;
            BeginHead(target);
            if (first && segment.Length <= SmallFile && _framing != Framing.Chunked)
            {
                await SendSmallFileAsync(target, segment);
                return;
            }
            await FlushHeadAndHeldAsync(target, more: _framing != Framing.None);
            if (first && _framing == Framing.Identity && UsesSendfile(target))
                Captured = CapturedResponse.OfFile(target, _head.Written, _places, segment);
        }
        if (_framing == Framing.None)
            return;
        if (_framing == Framing.Chunked || !UsesSendfile(target))
        {
            await segment.PumpAsync(this, request);
            return;
        }
        CountBody(target, segment.Length);
        await _session.SendFileAsync(target, segment, isLast: IsComplete(target));
    }

    public override async ValueTask FlushAsync(Request request)
    {
        var target = Owner(request);
        if (request.Connection.Aborted)
            return;
        if (_framing == Framing.Open)
            BeginHead(target);
        await FlushHeadAndHeldAsync(target, more: false);
    }

    public override async ValueTask FinishAsync(Request request)
    {
        // The end of a subrequest's output is not the end of the response.
        if (request.Main is not null || _finished)
            return;
        _finished = true;
        if (request.Connection.Aborted)
            return;
        if (_framing == Framing.Open)
        {
            if (!request.HasUnmeasuredBody)
                SetLength(request);
            BeginHead(request);
            if (_framing == Framing.Identity || _framing == Framing.None)
                Captured = CapturedResponse.OfMemory(request, _head.Written, _places, _held is null ? default : _held.Written);
        }
        if (_framing == Framing.Chunked)
        {
            if (_held is { Length: > 0 })
                await FlushHeadAndHeldAsync(request, more: true);
            AppendLastChunk(request);
        }
        await FlushHeadAndHeldAsync(request, more: false, isLast: true);
    }

    /// <summary>Forgets body bytes that wait for their head; another body takes their place.</summary>
    internal void DropHeld()
    {
        _held?.Clear();
        _heldForHead = 0;
    }

    public void Dispose()
    {
        _head.Dispose();
        _held?.Dispose();
    }

    /// <summary>Body bytes of a subrequest go out under the head of the request that the client sent.</summary>
    private static Request Owner(Request request) => request.Main is null ? request : request.Outermost;

    /// <summary>EnableSendfile Off is for file systems on which the kernel cannot send from files.</summary>
    private static bool UsesSendfile(Request request) => request.Directory<CoreDirectorySettings>().EnableSendfile;

    private void SetLength(Request request)
    {
        ResponseHeadPhase.Run(request);
        var length = request.IsHead ? _heldForHead : _held?.Length ?? 0;
        if (request.IsHead ? length > 0 : !request.HeadersOut.Contains("Transfer-Encoding"))
        {
            if (!request.HeadersOut.Contains("Content-Length") || !request.IsHead)
                request.HeadersOut.Set("Content-Length", length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private void BeginHead(Request request)
    {
        request.HeadSent = true;
        request.Original.FirstByteTime = Clock.UnixMicroseconds;
        request.IsExpectingContinue = false;
        var chunked = HeadWriter.Write(request, _session.IsStopping, _head, out _places);
        _framing = request.IsHead || request.Status is 204 or 304 ? Framing.None : chunked ? Framing.Chunked : Framing.Identity;
        if (_framing == Framing.None)
            _held?.Clear();
    }

    private async ValueTask SendHeldAsync(Request request, ReadOnlyMemory<byte> data)
    {
        await FlushHeadAndHeldAsync(request, more: true);
        await SendBodyAsync(request, data);
    }

    private async ValueTask FlushHeadAndHeldAsync(Request request, bool more, bool isLast = false)
    {
        if (_held is { Length: > 0 } held)
        {
            CountBody(request, held.Length);
            if (_framing == Framing.Chunked)
                AppendChunk(held.Written);
            else if (_head.Length == 0)
                await _session.SendAsync(request, held.Memory, more, isLast);
            else
            {
                await _session.SendAsync(request, _head.Memory, held.Memory, isLast);
                _head.Clear();
            }
            held.Clear();
        }
        if (_head.Length > 0)
        {
            await _session.SendAsync(request, _head.Memory, more, isLast);
            _head.Clear();
        }
    }

    private async ValueTask SendBodyAsync(Request request, ReadOnlyMemory<byte> data)
    {
        if (_framing == Framing.None)
            return;
        CountBody(request, data.Length);
        if (_framing == Framing.Chunked)
        {
            _head.AppendHex(data.Length);
            _head.Append("\r\n"u8);
            await _session.SendAsync(request, _head.Memory, data, isLast: false);
            _head.Clear();
            _head.Append("\r\n"u8);
            return;
        }
        if (_head.Length > 0)
        {
            await _session.SendAsync(request, _head.Memory, data, isLast: IsComplete(request));
            _head.Clear();
            return;
        }
        await _session.SendAsync(request, data, more: false, isLast: IsComplete(request));
    }

    private async ValueTask SendSmallFileAsync(Request request, FileSegment segment)
    {
        var held = _held ??= new ByteBuffer(SmallFile);
        if (_framing == Framing.Identity)
        {
            var bytes = System.Buffers.ArrayPool<byte>.Shared.Rent((int)segment.Length);
            var got = FileSystem.ReadAt(segment.Descriptor, bytes.AsSpan(0, (int)segment.Length), segment.Offset);
            if (got < segment.Length)
                request.Connection.CloseAfterResponse = true;
            held.Append(bytes.AsSpan(0, Math.Max(got, 0)));
            System.Buffers.ArrayPool<byte>.Shared.Return(bytes);
        }
        Captured = CapturedResponse.OfMemory(request, _head.Written, _places, held.Written);
        await FlushHeadAndHeldAsync(request, more: false, isLast: IsComplete(request));
    }

    private void AppendChunk(ReadOnlySpan<byte> data)
    {
        _head.AppendHex(data.Length);
        _head.Append("\r\n"u8);
        _head.Append(data);
        _head.Append("\r\n"u8);
    }

    private void AppendLastChunk(Request request)
    {
        _head.Append("0\r\n"u8);
        if (request.TrailersOut is { } trailers)
        {
            for (var i = 0; i < trailers.Count; i++)
            {
                _head.Append(trailers[i].Key);
                _head.Append(": "u8);
                _head.Append(trailers[i].Value);
                _head.Append("\r\n"u8);
            }
        }
        _head.Append("\r\n"u8);
    }

    private static void CountBody(Request request, long bytes) => request.BytesSent += bytes;

    /// <summary>True once as many body bytes are handed on as Content-Length promised: what remains only drains.</summary>
    private static bool IsComplete(Request request) =>
        request.HeadersOut.Get("Content-Length") is { } text && long.TryParse(text, out var length) && request.BytesSent >= length;
}
