using Trefoil.Http.Cache;
using Trefoil.Http.Core;
using Trefoil.Http.Errors;
using Trefoil.Http.Input;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Reactors;

namespace Trefoil.Http.Http1;

/// <summary>Requests that pass through all phases.</summary>
internal sealed partial class Http1Session
{
    /// <summary>Body bytes that are read and dropped behind a response to keep the connection; with more left it is closed.</summary>
    private const long LargestDiscard = 1L << 20;

    private Request? _request;
    private RejectionReason _rejection;
    private int _rejectedStatus;
    private bool _closed;
    private (CachedResponse Response, long Offset)? _drainFile;
    private ByteBuffer? _pendingOutput;

    /// <summary>The asynchronous part: drains output, lets one request after the other pass, and returns to the synchronous part in between.</summary>
    private async ValueTask ContinueAsync(ServeStep step)
    {
        while (true)
        {
            if (!await DrainAsync())
                return;
            if (step == ServeStep.WholePath)
                await ServeRequestAsync();
            if (_closed)
                return;
            if (_closing)
            {
                Finish();
                return;
            }
            step = Advance();
            if (step == ServeStep.Finished)
                return;
        }
    }

    /// <summary>
    /// 1. A worker slot. 2. The ends of the chains. 3. All phases. 4. What remains of the body is dropped. 5. The scoreboard counts it.
    /// 6. If nothing about it was particular, it is kept for the next one.
    /// </summary>
    private async ValueTask ServeRequestAsync()
    {
        var request = _request!;
        _request = null;
        var http = Http;
        http.KeepAlives = _keepAlives;
        _transport.Activity = ConnectionActivity.Working;
        // 1.
        var admission = _transport.Reactor.Admission;
        _slot ??= admission.TryEnter(_transport) ?? await admission.EnterAsync(_transport);
        _slot.BeginRequest(_handler.Bytes(request.RequestLine), _handler.StatusNameOf(request.Server));
        // 2.
        using var output = new HttpOutput(this);
        request.Output = output;
        var input = MakeInput(request);
        request.Input = input;
        // 3.
        if (_rejection != RejectionReason.None || _rejectedStatus != 0)
            await RequestProcessor.RejectAsync(request, Rejections.Report(request, _rejection, _rejectedStatus));
        else
            await RequestProcessor.ProcessAsync(request);
        if (IsTakenOver)
        {
            await ServeTakeoverAsync(request);
            return;
        }
        // 4.
        if (!input.IsDrained && !http.CloseAfterResponse && !http.Aborted)
            await DiscardAsync(request, input);
        // 5.
        CountRequest(request);
        LeaveSlot();
        // 6.
        if (output.Captured is { } captured)
            Keep(request, captured);
        _keepAlives = http.KeepAlives;
        _keepAliveMilliseconds = (int)Math.Min(request.Final.ForServer<CoreServerSettings>().KeepAliveTimeout / 1000, int.MaxValue);
        if (http.Aborted)
            Abort();
        else if (http.CloseAfterResponse || !input.IsDrained || !request.Final.HeadSent)
            _closing = true;
    }

    private void Keep(Request request, CapturedResponse captured)
    {
        if (request.HeadersInUntracked.Get("Host") is { } host)
            _handler.Cache.Add(Group.Id, _handler.Bytes(host), _handler.Bytes(request.UnparsedUri), captured, request, _transport.Reactor.Now);
    }

    private HttpInput MakeInput(Request request)
    {
        var length = BodyFraming.LengthOf(request, out var status);
        if (status != 0 && _rejectedStatus == 0 && _rejection == RejectionReason.None)
            _rejectedStatus = status;
        if (StatusText.DropsConnection(_rejectedStatus))
            Http.CloseAfterResponse = true;
        return new HttpInput(this, status != 0 ? 0 : length);
    }

    private static async ValueTask DiscardAsync(Request request, HttpInput input)
    {
        if (request.IsExpectingContinue)
            return;
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(8192);
        var total = 0L;
        int got;
        while (total < LargestDiscard && (got = await input.ReadAsync(request, buffer)) > 0)
            total += got;
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
    }

    private void CountRequest(Request request)
    {
        if (_slot is { } slot)
            slot.EndRequest(request.Final.BytesSent, Clock.UnixMicroseconds - request.Time);
    }

    /// <summary>Makes the request object while the head's bytes are still in the buffer.</summary>
    private void TakeRequest(ParseStatus status, RequestHead head, ReadOnlySpan<byte> data)
    {
        _headBegan = false;
        _hasLine = false;
        _bodyBytes = 0;
        _rejection = head.Rejection;
        _rejectedStatus = 0;
        _request = RequestBuilder.Build(Http, Group.Server, status, head, data, out var refused);
        if (refused != 0 && _rejection == RejectionReason.None)
            _rejectedStatus = refused;
        if (status == ParseStatus.Rejected)
        {
            Http.CloseAfterResponse = true;
            head.Length = data.Length;
        }
        if (status == ParseStatus.Simple)
            Http.CloseAfterResponse = true;
    }

    /// <summary>The head did not become complete: in time (408), or at all (400).</summary>
    private void TakeBrokenRequest(int status)
    {
        var data = _input.AsSpan(_inputStart, _inputEnd - _inputStart);
        var head = ThreadBuffers.Current.Head;
        HeadParser.Parse(data, head, Group.Limits);
        TakeRequest(ParseStatus.Rejected, head, data);
        _rejectedStatus = status;
        _inputStart = _inputEnd = 0;
    }

    /// <summary>A client that never finished its first request line is told nothing, but shows in the access log (408).</summary>
    private void LogSilence() => RequestProcessor.LogUnanswered(new Request(Http, Group.Server)
    {
        Time = Clock.UnixMicroseconds,
        RequestLine = "-",
        Method = "-",
        MethodNumber = HttpMethods.Invalid,
        Protocol = "HTTP/1.0",
        ProtocolNumber = 1000,
        Status = 408,
    });

    private void Abort()
    {
        _closed = true;
        ReleaseInput();
        LeaveSlot();
        _transport.Abort();
    }
}
