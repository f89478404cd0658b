using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;
using Trefoil.Io.Reactors;

namespace Trefoil.Http.Http1;

/// <summary>
/// The HTTP/1.1 state of one connection: reads request heads, answers from prebuilt responses where it can, hands the others to the whole path, parks in between.
/// While parked it holds no buffer unless half a head has come.
/// </summary>
internal sealed partial class Http1Session
{
    /// <summary>What <see cref="ReadInputAsync"/> and <see cref="ReadLineAsync"/> give when the client is too slow.</summary>
    internal const int TimedOut = Errno.ETIMEDOUT;

    private readonly Http1Handler _handler;
    private readonly Connection _transport;
    private HttpConnection? _http;
    private ConnectionProfile? _group;
    private byte[]? _input;
    private int _inputStart;
    private int _inputEnd;
    private int _keepAlives;
    private bool _headBegan;
    private bool _hasLine;
    private bool _closing;
    private bool _clientAskedToClose;
    private bool _needsMore;
    private int _keepAliveMilliseconds;
    private long _stageBegan;
    private long _bodyBytes;
    private bool _preambleDone;
    private bool _endOfInput;
    private WorkerSlot? _slot;

    internal Http1Session(Http1Handler handler, Connection transport)
    {
        _handler = handler;
        _transport = transport;
        _preambleDone = handler.Preambles.Length == 0;
    }

    internal bool IsStopping => _transport.Reactor.Admission.IsStopping;

    internal Connection Transport => _transport;

    private ConnectionProfile Group => _group ??= _handler.GroupOf(_transport);

    /// <summary>The connection as modules see it; made when a request first takes the whole path.</summary>
    internal HttpConnection Http => _http ??= _handler.Describe(this, Group);

    /// <summary>Serves everything that has come; see <see cref="ConnectionHandler.ServeAsync"/>.</summary>
    internal ValueTask ServeAsync()
    {
        var step = Advance();
        return step == ServeStep.Finished ? default : ContinueAsync(step);
    }

    /// <summary>A parked connection waited too long.</summary>
    internal void OnParkTimeout()
    {
        if (Group.Head is not null && (_headBegan || _keepAlives == 0))
            Log.Write(Http, LogLevel.Info, "reqtimeout", 1382, "Request header read timeout");
        if (_headBegan && _hasLine)
        {
            // The request line was good: the client is told (408); a silent one just goes.
            TakeBrokenRequest(408);
            _transport.Reactor.Run(ContinueAsync(ServeStep.WholePath), _transport);
            return;
        }
        if (_keepAlives == 0 && _preambleDone)
            LogSilence();
        ReleaseInput();
        _transport.CloseGracefully(shortLinger: true);
    }

    internal void OnClosed()
    {
        ReleaseInput();
        LeaveSlot();
        if (_http is { } http)
            http.Aborted = true;
    }

    /// <summary>
    /// The synchronous part: 1. receive into the thread's buffer, 2. parse heads one after the other, 3. append prebuilt responses to the thread's output,
    /// 4. send it at once, 5. park. Ends early when a request needs the whole path or the client does not read.
    /// </summary>
    private ServeStep Advance()
    {
        var buffers = ThreadBuffers.Current;
        var output = buffers.Output;
        output.Clear();
        while (true)
        {
            // 1. Bytes that are already here come first.
            byte[] data;
            int start, end;
            var drained = false;
            if (_input is not null && _inputEnd > _inputStart && !_needsMore)
            {
                (data, start, end) = (_input, _inputStart, _inputEnd);
            }
            else
            {
                if (_endOfInput)
                    return Finish();
                if (!Receive(buffers, out data, out start, out end, out drained, out var step))
                    return step;
            }
            if (!_preambleDone && !ReadPreamble(data, ref start, end))
                return ServeStep.Finished;
            // 2. and 3.
            _needsMore = false;
            while (start < end)
            {
                var head = buffers.Head;
                var bytes = data.AsSpan(start, end - start);
                var status = HeadParser.Parse(bytes, head, Group.Limits);
                if (status == ParseStatus.NeedMore)
                {
                    _hasLine = head.HasLine;
                    _needsMore = true;
                    break;
                }
                if (status == ParseStatus.Complete && TryAnswerPrebuilt(head, bytes, output, out var stopped))
                {
                    start += head.Length;
                    if (stopped is { } step)
                    {
                        KeepInput(data, start, end);
                        return step;
                    }
                    if (_closing)
                        break;
                    continue;
                }
                // Everything else takes the whole path, behind what was answered so far.
                TakeRequest(status, head, bytes);
                KeepInput(data, start + head.Length, end);
                KeepOutput(output);
                return ServeStep.WholePath;
            }
            // 4. One send for the batch.
            if (output.Length > 0)
            {
                output.Discard(Math.Max(_transport.TrySend(output.Written), 0));
                if (output.Length > 0)
                {
                    KeepInput(data, start, end);
                    KeepOutput(output);
                    return ServeStep.Drain;
                }
            }
            if (_closing)
                return Finish();
            KeepInput(data, start, end);
            // 5. A short read means that the socket is empty.
            if (drained)
                return Park();
        }
    }

    private bool Receive(ThreadBuffers buffers, out byte[] data, out int start, out int end, out bool drained, out ServeStep step)
    {
        start = 0;
        end = 0;
        drained = false;
        step = ServeStep.Finished;
        data = buffers.Input;
        if (_input is not null && _inputEnd > _inputStart)
        {
            MakeRoom();
            data = _input;
            end = _inputEnd;
        }
        var got = _transport.TryReceive(data.AsSpan(end));
        if (got > 0)
        {
            drained = got < data.Length - end && !_transport.HasPeerEnded;
            end += got;
            if (ReferenceEquals(data, _input))
                _inputEnd = end;
            return true;
        }
        if (got == -Errno.EAGAIN)
        {
            step = Park();
            return false;
        }
        // The client ended its side. A head whose line was good is answered; half a line is nobody's request.
        _endOfInput = true;
        if (got == 0 && _hasLine && _needsMore)
        {
            TakeBrokenRequest(400);
            step = ServeStep.WholePath;
            return false;
        }
        ReleaseInput();
        LeaveSlot();
        _transport.Abort();
        return false;
    }

    /// <summary>Waits for the next head, or for the rest of one, as long as the configuration allows.</summary>
    private ServeStep Park()
    {
        var began = _input is not null && _inputEnd > _inputStart;
        LeaveSlot();
        int timeout;
        _transport.Activity = began || _keepAlives == 0 ? ConnectionActivity.Working : ConnectionActivity.Idle;
        if (began)
        {
            if (!_headBegan)
            {
                _headBegan = true;
                // Time in keep-alive does not count; the first head's begins with the connection.
                if (_keepAlives > 0 || _stageBegan == 0)
                    _stageBegan = _transport.Reactor.Now;
            }
            timeout = Group.WaitFor(Group.Head, _stageBegan, _inputEnd - _inputStart, _transport.Reactor.Now);
            _transport.Reactor.Admission.ConnectionSlot(_transport)?.SetState(SlotState.Read);
        }
        else
        {
            _headBegan = false;
            _hasLine = false;
            ReleaseInput();
            if (_keepAlives > 0)
            {
                // Who was not told of the end may have sent the next request already; it is answered with a close.
                timeout = IsStopping ? Math.Min(_keepAliveMilliseconds, _transport.Reactor.Admission.IdleLimit) : _keepAliveMilliseconds;
                _transport.Reactor.Admission.ConnectionSlot(_transport)?.SetState(SlotState.KeepAlive);
            }
            else
            {
                if (_stageBegan == 0)
                    _stageBegan = _transport.Reactor.Now;
                timeout = Group.WaitFor(Group.Head, _stageBegan, 0, _transport.Reactor.Now);
                _transport.Reactor.Admission.ConnectionSlot(_transport)?.SetState(SlotState.Read);
            }
        }
        _transport.Park(timeout);
        return ServeStep.Finished;
    }

    /// <summary>Ends the connection behind a response.</summary>
    private ServeStep Finish()
    {
        var unread = _input is not null && _inputEnd > _inputStart;
        ReleaseInput();
        LeaveSlot();
        _transport.Reactor.Admission.ConnectionSlot(_transport)?.SetState(SlotState.Closing);
        // With everything read, a client that asked for the end sends no more: a plain close loses nothing.
        if (_clientAskedToClose && !unread)
            _transport.Abort();
        else
            _transport.CloseGracefully(shortLinger: false);
        return ServeStep.Finished;
    }
}
