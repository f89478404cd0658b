using System.Buffers;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;
using Trefoil.Io.Reactors;

namespace Trefoil.Http.Http1;

/// <summary>Bytes in and out between the chains of a request and the socket.</summary>
internal sealed partial class Http1Session
{
    private int TimeoutOf(Request request) =>
        (int)Math.Min(request.ForServer<Core.CoreServerSettings>().Timeout / 1000, int.MaxValue);

    /// <summary>Sends bytes; while the client is slow to read the last ones of a response, no worker slot is held.</summary>
    internal async ValueTask SendAsync(Request request, ReadOnlyMemory<byte> data, bool more, bool isLast)
    {
        if (Http.Aborted)
            return;
        Count(request, data.Length);
        var sent = _transport.TrySend(data.Span, more);
        if (sent == data.Length)
            return;
        await SendRestAsync(request, sent > 0 ? data[sent..] : data, sent, isLast);
    }

    /// <summary>Sends two pieces as one.</summary>
    internal async ValueTask SendAsync(Request request, ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second, bool isLast)
    {
        if (Http.Aborted)
            return;
        Count(request, first.Length + second.Length);
        var sent = _transport.TrySend(first.Span, second.Span);
        if (sent == first.Length + second.Length)
            return;
        if (sent < first.Length)
        {
            await SendRestAsync(request, sent > 0 ? first[sent..] : first, sent, isLast);
            sent = first.Length;
        }
        await SendRestAsync(request, second[(sent - first.Length)..], 0, isLast);
    }

    /// <summary>Sends a part of a file from the page cache.</summary>
    internal async ValueTask SendFileAsync(Request request, FileSegment segment, bool isLast)
    {
        if (Http.Aborted)
            return;
        Count(request, segment.Length);
        var offset = segment.Offset;
        var end = offset + segment.Length;
        while (offset < end)
        {
            var put = _transport.TrySendFile(segment.Descriptor, offset, end - offset);
            if (put > 0)
            {
                offset += put;
                continue;
            }
            if (put != -Errno.EAGAIN)
            {
                Http.Aborted = true;
                return;
            }
            if (isLast)
                LeaveSlotWhileDraining(request);
            if (await _transport.WaitWritableAsync(TimeoutOf(request)) < 0)
            {
                Http.Aborted = true;
                return;
            }
        }
    }

    /// <summary>Tells a client that waits for it to send its body (RFC 9110, 15.2.1).</summary>
    internal async ValueTask SendContinueAsync()
    {
        if (await _transport.SendAsync(ContinueLine, DefaultTimeout) < 0)
            Http.Aborted = true;
    }

    /// <summary>Body bytes as they come: their number, 0 at the end of the stream, -<see cref="TimedOut"/> or another -errno.</summary>
    internal async ValueTask<int> ReadInputAsync(Memory<byte> buffer)
    {
        var here = _inputEnd - _inputStart;
        if (here > 0)
        {
            var count = Math.Min(here, buffer.Length);
            _input.AsSpan(_inputStart, count).CopyTo(buffer.Span);
            _inputStart += count;
            return count;
        }
        var got = await _transport.ReceiveAsync(buffer, BodyWait());
        CountBody(got);
        return got;
    }

    /// <summary>A line without its CRLF, and 0; or null and the status of the answer (400 malformed or too long, 408 too slow).</summary>
    internal async ValueTask<(string? Line, int Status)> ReadLineAsync(int limit)
    {
        while (true)
        {
            var here = _input.AsSpan(_inputStart, _inputEnd - _inputStart);
            var end = here.IndexOf((byte)'\n');
            if (end >= 0)
            {
                if (end == 0 || here[end - 1] != '\r' || end - 1 > limit)
                    return (null, 400);
                var line = Encoding.Latin1.GetString(here[..(end - 1)]);
                _inputStart += end + 1;
                return (line, 0);
            }
            if (here.Length > limit + 1)
                return (null, 400);
            EnsureInput();
            var got = await _transport.ReceiveAsync(_input.AsMemory(_inputEnd), BodyWait());
            CountBody(got);
            if (got <= 0)
                return (null, got == -TimedOut ? 408 : 400);
            _inputEnd += got;
        }
    }

    private static readonly byte[] ContinueLine = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();

    private const int DefaultTimeout = 60_000;

    /// <summary>How long the next piece of a body may take.</summary>
    private int BodyWait()
    {
        if (_bodyBytes == 0)
            _stageBegan = _transport.Reactor.Now;
        return Group.WaitFor(Group.Body, _stageBegan, _bodyBytes, _transport.Reactor.Now);
    }

    private void CountBody(int got)
    {
        if (got > 0)
        {
            _bodyBytes += got;
            return;
        }
        _endOfInput = true;
        if (got == -TimedOut && Group.Body is not null)
            Log.Write(Http, LogLevel.Info, "reqtimeout", 1382, "Request body read timeout");
    }

    private async ValueTask SendRestAsync(Request request, ReadOnlyMemory<byte> rest, int sent, bool isLast)
    {
        if (Http.Aborted || rest.IsEmpty)
            return;
        if (sent < 0 && sent != -Errno.EAGAIN)
        {
            Http.Aborted = true;
            return;
        }
        if (isLast)
            LeaveSlotWhileDraining(request);
        if (await _transport.SendAsync(rest, TimeoutOf(request)) < 0)
            Http.Aborted = true;
    }

    private void LeaveSlotWhileDraining(Request request)
    {
        CountRequest(request);
        LeaveSlot();
        _transport.Activity = ConnectionActivity.Draining;
    }

    /// <summary>Output of the synchronous part that the client has not taken yet; false when the connection is gone.</summary>
    private async ValueTask<bool> DrainAsync()
    {
        _transport.Activity = ConnectionActivity.Draining;
        if (_pendingOutput is { } pending)
        {
            _pendingOutput = null;
            LeaveSlot();
            var result = await _transport.SendAsync(pending.Memory, DefaultTimeout);
            pending.Dispose();
            if (result < 0)
            {
                ReleaseDrainFile();
                Abort();
                return false;
            }
        }
        if (_drainFile is { } drain)
        {
            LeaveSlot();
            var result = await _transport.SendFileAsync(drain.Response.Descriptor, drain.Offset, drain.Response.Length - drain.Offset, DefaultTimeout);
            ReleaseDrainFile();
            if (result < 0)
            {
                Abort();
                return false;
            }
        }
        return true;
    }

    private void ReleaseDrainFile()
    {
        _drainFile?.Response.Release();
        _drainFile = null;
    }

    private void KeepOutput(OutputBatch output)
    {
        if (output.Length == 0)
            return;
        _pendingOutput = new ByteBuffer(output.Length);
        _pendingOutput.Append(output.Written);
        output.Clear();
    }

    /// <summary>Moves unread bytes out of the thread's buffer, which the next connection needs.</summary>
    private void KeepInput(byte[] data, int start, int end)
    {
        if (ReferenceEquals(data, _input))
        {
            _inputStart = start;
            _inputEnd = end;
            if (start == end)
                ReleaseInput();
            return;
        }
        if (start == end)
        {
            ReleaseInput();
            return;
        }
        EnsureInput();
        while (_input!.Length < end - start)
            Grow();
        data.AsSpan(start, end - start).CopyTo(_input);
        _inputStart = 0;
        _inputEnd = end - start;
    }

    /// <summary>Room for more of a head that is not complete.</summary>
    private void MakeRoom()
    {
        if (_inputStart > 0)
        {
            _input.AsSpan(_inputStart, _inputEnd - _inputStart).CopyTo(_input);
            _inputEnd -= _inputStart;
            _inputStart = 0;
        }
        if (_inputEnd == _input!.Length)
            Grow();
    }

    private void EnsureInput()
    {
        if (_input is null)
        {
            _input = ArrayPool<byte>.Shared.Rent(ThreadBuffers.InputLength);
            _inputStart = _inputEnd = 0;
            return;
        }
        MakeRoom();
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_input!.Length * 2);
        _input.AsSpan(0, _inputEnd).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_input);
        _input = larger;
    }

    private void ReleaseInput()
    {
        if (_input is { } input)
            ArrayPool<byte>.Shared.Return(input);
        _input = null;
        _inputStart = _inputEnd = 0;
    }

    private static void Count(Request request, long bytes) => request.Outermost.Original.WireBytesOut += bytes;

    private bool ReadPreamble(byte[] data, ref int start, int end)
    {
        foreach (var module in _handler.Preambles)
        {
            if (!module.ExpectsPreamble(Http))
                continue;
            switch (module.ReadPreamble(Http, data.AsSpan(start, end - start), out var consumed))
            {
                case PreambleResult.Complete:
                    start += consumed;
                    continue;
                case PreambleResult.NeedMore:
                    KeepInput(data, start, end);
                    _needsMore = true;
                    Park();
                    return false;
                default:
                    ReleaseInput();
                    _transport.Abort();
                    return false;
            }
        }
        _preambleDone = true;
        return true;
    }
}
