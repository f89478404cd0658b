using Trefoil.Http.Cache;
using Trefoil.Http.Phases;
using Trefoil.Io.Reactors;

namespace Trefoil.Http.Http1;

/// <summary>The static hot path: no Request, no allocation, one look-up, bytes appended to the batch.</summary>
internal sealed partial class Http1Session
{
    private const int LargestConnectionLines = 96;

    private enum Persistence
    {
        Silent,
        Announced,
        Ends,
    }

    /// <summary>Answers from a prebuilt response if there is a valid one and the head asks for nothing that it cannot take account of.</summary>
    /// <param name="head">The parsed head.</param>
    /// <param name="data">The bytes it refers to.</param>
    /// <param name="output">The batch.</param>
    /// <param name="stopped">Set when the answer is given but the socket does not take it all.</param>
    private bool TryAnswerPrebuilt(RequestHead head, ReadOnlySpan<byte> data, OutputBatch output, out ServeStep? stopped)
    {
        stopped = null;
        if ((head.Known & KnownFields.NeedsWholePath) != 0 || head.HostCount != 1 || !_handler.UsesPrebuilt)
            return false;
        var method = data.Slice(head.LineStart, head.MethodLength);
        var isHead = method.SequenceEqual("HEAD"u8);
        if (!isHead && !method.SequenceEqual("GET"u8))
            return false;
        var found = _handler.Cache.Find(Group.Id, head[head.HostIndex].Value(data), data.Slice(head.TargetStart, head.TargetLength), _transport.Reactor.Now);
        if (found is null || (isHead && found.Status != 200) || !TryPersistence(head, data, found, out var persistence))
            return false;
        if (!_handler.AcceptsCached(found.Server))
            return false;
        var notModified = false;
        if ((head.Known & (KnownFields.IfNoneMatch | KnownFields.IfModifiedSince)) != 0)
        {
            if (found.Status != 200 || !TryCondition(head, data, found, out notModified))
                return false;
        }
        if (!TryTakeSlot())
            return false;
        var prebuilt = notModified ? found.NotModified! : found.Head;
        var headLength = prebuilt.BeforeDate.Length + DateClock.Length + prebuilt.AfterDate.Length + LargestConnectionLines + prebuilt.AfterConnection.Length;
        var hasBody = !isHead && !notModified;
        var inBatch = hasBody && !found.IsFile ? found.Body.Length : 0;
        if (headLength + inBatch > output.Free && !FlushBatch(output, headLength + inBatch))
            return false;
        if (hasBody && found.IsFile && !found.TryUse())
            return false;
        Answer(head, data, output, found, prebuilt, persistence, hasBody, notModified ? 304 : found.Status);
        if (hasBody && found.IsFile)
            stopped = SendPrebuiltFile(output, found);
        return true;
    }

    private void Answer(
        RequestHead head, ReadOnlySpan<byte> data, OutputBatch output, CachedResponse found, PrebuiltHead prebuilt, Persistence persistence, bool hasBody, int status)
    {
        var now = Clock.UnixMicroseconds;
        var begin = output.Length;
        output.Append(prebuilt.BeforeDate);
        output.Append(DateClock.Bytes(now / 1_000_000));
        output.Append(prebuilt.AfterDate);
        AppendConnectionLines(output, found, persistence);
        output.Append(prebuilt.AfterConnection);
        if (hasBody && !found.IsFile)
            output.Append(found.Body);
        var bodyBytes = hasBody ? found.Length : 0;
        var octets = output.Length - begin + (hasBody && found.IsFile ? found.Length : 0);
        if (persistence == Persistence.Ends)
            _closing = true;
        else
            _keepAlives++;
        _keepAliveMilliseconds = found.KeepAliveMilliseconds;
        if (_slot is { } slot)
        {
            slot.BeginRequest(data.Slice(head.LineStart, head.LineLength), _handler.StatusNameOf(found.Server));
            slot.EndRequest(bodyBytes, 0);
        }
        foreach (var log in _handler.CachedLogs)
        {
            log.LogCached(new CachedTransaction(data, head, _transport)
            {
                Server = found.Server,
                Status = status,
                BytesSent = bodyBytes,
                OutputOctets = octets,
                StartMicroseconds = now,
                KeepAlives = Math.Max(_keepAlives - 1, 0),
                StaysOpen = !_closing,
            });
        }
    }

    /// <summary>The common answers to Connection; anything else takes the whole path.</summary>
    private bool TryPersistence(RequestHead head, ReadOnlySpan<byte> data, CachedResponse found, out Persistence persistence)
    {
        persistence = head.Protocol >= 1001 ? Persistence.Silent : Persistence.Ends;
        var toldToClose = false;
        if (head.ConnectionIndex >= 0)
        {
            var value = head[head.ConnectionIndex].Value(data);
            if (System.Text.Ascii.EqualsIgnoreCase(value, "keep-alive"u8))
                persistence = Persistence.Announced;
            else if (toldToClose = System.Text.Ascii.EqualsIgnoreCase(value, "close"u8))
                persistence = Persistence.Ends;
            else
                return false;
        }
        if (persistence != Persistence.Ends && (IsStopping || (found.KeepAliveLimit != 0 && _keepAlives >= found.KeepAliveLimit)))
            persistence = Persistence.Ends;
        _clientAskedToClose = toldToClose || (persistence == Persistence.Ends && head.Protocol < 1001);
        return true;
    }

    private void AppendConnectionLines(OutputBatch output, CachedResponse found, Persistence persistence)
    {
        switch (persistence)
        {
            case Persistence.Announced:
                output.Append("Keep-Alive: timeout="u8);
                output.Append(found.KeepAliveMilliseconds / 1000);
                if (found.KeepAliveLimit != 0)
                {
                    output.Append(", max="u8);
                    output.Append(found.KeepAliveLimit - _keepAlives);
                }
                output.Append("\r\nConnection: Keep-Alive\r\n"u8);
                break;
            case Persistence.Ends:
                output.Append("Connection: close\r\n"u8);
                break;
        }
    }

    /// <summary>The usual revalidations: one entity tag as we gave it, or the very date we gave. Others take the whole path.</summary>
    private static bool TryCondition(RequestHead head, ReadOnlySpan<byte> data, CachedResponse found, out bool notModified)
    {
        notModified = false;
        if (head.NoneMatchIndex >= 0)
        {
            // With If-None-Match given, If-Modified-Since does not count (RFC 9110, 13.1.3).
            notModified = found.EntityTag.Length > 0 && head[head.NoneMatchIndex].Value(data).SequenceEqual(found.EntityTag);
            return notModified && found.NotModified is not null && (head.ModifiedSinceIndex < 0 || head[head.ModifiedSinceIndex].Value(data).SequenceEqual(found.LastModified));
        }
        notModified = found.LastModified.Length > 0 && head[head.ModifiedSinceIndex].Value(data).SequenceEqual(found.LastModified);
        return notModified && found.NotModified is not null;
    }

    /// <summary>Makes room in the batch by sending it; false leaves the request to the whole path, which waits for the client.</summary>
    private bool FlushBatch(OutputBatch output, int needed)
    {
        if (output.Length == 0 || needed > ThreadBuffers.OutputLength)
            return false;
        output.Discard(Math.Max(_transport.TrySend(output.Written), 0));
        return output.Length == 0;
    }

    private ServeStep? SendPrebuiltFile(OutputBatch output, CachedResponse found)
    {
        output.Discard(Math.Max(_transport.TrySend(output.Written, more: true), 0));
        if (output.Length > 0)
        {
            KeepOutput(output);
            _drainFile = (found, 0);
            return ServeStep.Drain;
        }
        var offset = 0L;
        while (offset < found.Length)
        {
            var put = _transport.TrySendFile(found.Descriptor, offset, found.Length - offset);
            if (put > 0)
            {
                offset += put;
                continue;
            }
            if (put == -Io.Native.Errno.EAGAIN)
            {
                _drainFile = (found, offset);
                return ServeStep.Drain;
            }
            found.Release();
            Abort();
            return ServeStep.Finished;
        }
        found.Release();
        return null;
    }

    private bool TryTakeSlot()
    {
        if (_slot is not null)
            return true;
        _slot = _transport.Reactor.Admission.TryEnter(_transport);
        return _slot is not null;
    }

    private void LeaveSlot()
    {
        if (_slot is not { } slot)
            return;
        _slot = null;
        _transport.Reactor.Admission.Leave(_transport, slot);
    }
}
