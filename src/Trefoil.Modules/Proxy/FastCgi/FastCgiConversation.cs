using System.Buffers;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Scripts;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>The records of one request and its answer on a connection. What comes back is read while the body is still going out, so neither side can stop the other.</summary>
internal sealed class FastCgiConversation(ProxyCall call, BackendConnection connection, ScriptBody body, ScriptResponse response)
{
    private const int BufferSize = 16 * 1024;

    /// <summary>A program's message is cut into lines of the log no longer than this.</summary>
    private const int MessageLimit = 8000;

    private readonly Request _request = call.Request;
    private readonly RecordReader _records = new();
    private ByteBuffer? _message;
    private EndOfRequest _end;
    private Failure _sendFailure;
    private volatile bool _isOver;

    internal async ValueTask<Failure> RunAsync(bool keepsConnection)
    {
        var sent = await SendHeadAsync(keepsConnection);
        if (sent < 0)
            return new Failure(-sent, "(sending the request)", IsStale: true);
        var sending = body.IsInMemory ? default : SendBodyAsync();
        var failure = await ReceiveAsync();
        _isOver = true;
        if (!sending.IsCompleted)
        {
            // The program has answered without reading everything: whatever the sender waits for on its side ends now.
            connection.MustClose = true;
            connection.Close();
        }
        await sending;
        _message?.Dispose();
        if (failure.IsFailure && _sendFailure.ClientStatus != 0)
            return _sendFailure;
        return failure;
    }

    private async ValueTask<int> SendHeadAsync(bool keepsConnection)
    {
        using var buffer = new ByteBuffer(8192);
        RecordWriter.Begin(buffer, ApplicationRole.Responder, keepsConnection);
        RecordWriter.Parameters(buffer, _request.Environment);
        RecordWriter.Stream(buffer, RecordType.StandardInput, body.Beginning.Span);
        if (body.IsInMemory)
            RecordWriter.End(buffer, RecordType.StandardInput);
        call.Worker.Record.Transferred += buffer.Length;
        return await connection.SendAsync(buffer.Memory, call.Timeout);
    }

    private async ValueTask SendBodyAsync()
    {
        var piece = ArrayPool<byte>.Shared.Rent(RecordHeader.Length + BufferSize);
        try
        {
            while (!_isOver)
            {
                var got = await body.ReadAsync(piece.AsMemory(RecordHeader.Length, BufferSize));
                if (got < 0)
                {
                    // Without the rest of the body the program would wait for ever.
                    _sendFailure = new Failure(0, "(reading input brigade)", ClientStatus: -got);
                    connection.Close();
                    return;
                }
                RecordWriter.Header(RecordType.StandardInput, got).Write(piece);
                if (_isOver || await connection.SendAsync(piece.AsMemory(0, RecordHeader.Length + got), call.Timeout) < 0 || got == 0)
                    return;
                call.Worker.Record.Transferred += got;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private async ValueTask<Failure> ReceiveAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (true)
            {
                var got = await FillAsync(buffer);
                if (got <= 0)
                    return Ended(got);
                call.Worker.Record.Received += got;
                for (var at = 0; ;)
                {
                    var seen = Step(buffer.AsMemory(0, got), ref at, out var content);
                    if (seen == RecordEvent.NeedsInput)
                        break;
                    if (seen == RecordEvent.Begin && Checked() is { IsFailure: true } malformed)
                        return malformed;
                    if (seen == RecordEvent.Content && _records.Header.Type == RecordType.StandardOutput)
                    {
                        await response.WriteAsync(content);
                        if (!response.IsWellFormed)
                            return new Failure(Errno.EINVAL, "");
                        if (_request.Connection.Aborted)
                            return new Failure(Errno.ECONNABORTED, "(passing brigade to output filters)");
                    }
                    else if (seen == RecordEvent.Content)
                    {
                        TakeOther(content.Span);
                    }
                    else if (seen == RecordEvent.End && IsOver())
                    {
                        return Outcome();
                    }
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<int> FillAsync(byte[] buffer)
    {
        if (call.Worker.Parameters.Flush != FlushMode.Auto)
            return await connection.ReceiveAsync(buffer.AsMemory(0, BufferSize), call.Timeout);
        var got = connection.Descriptor.TryReceive(buffer.AsSpan(0, BufferSize));
        if (got != -Errno.EAGAIN)
            return got;
        var patience = (int)Math.Clamp(call.Worker.Parameters.FlushWait, 1, int.MaxValue);
        got = await connection.ReceiveAsync(buffer.AsMemory(0, BufferSize), patience);
        if (got != -Errno.ETIMEDOUT)
            return got;
        await response.FlushAsync();
        return await connection.ReceiveAsync(buffer.AsMemory(0, BufferSize), call.Timeout);
    }

    private RecordEvent Step(ReadOnlyMemory<byte> received, ref int at, out ReadOnlyMemory<byte> content)
    {
        var input = received.Span[at..];
        var seen = _records.Next(ref input, out var part);
        at = received.Length - input.Length;
        content = received.Slice(at - part.Length, part.Length);
        return seen;
    }

    /// <summary>The stream has ended where more was due.</summary>
    private Failure Ended(int got)
    {
        var timedOut = got == -Errno.ETIMEDOUT;
        if (!timedOut)
            Log.Write(_request, LogLevel.Error, ProxyFcgiModule.Name, 1067, "Failed to read FastCGI header", -got);
        return new Failure(got == 0 ? Errno.EPIPE : -got, timedOut ? "(polling)" : "", IsStale: !timedOut);
    }

    private Failure Checked()
    {
        var header = _records.Header;
        if (header.Version != RecordHeader.CurrentVersion)
        {
            Log.Write(_request, LogLevel.Error, ProxyFcgiModule.Name, 1068, $"Got bogus version {header.Version}");
            return new Failure(Errno.EINVAL, "");
        }
        // Answers about the program itself carry id 0.
        if (header.RequestId == RecordWriter.RequestId || (header.RequestId == 0 && header.Type is RecordType.GetValuesResult or RecordType.UnknownType))
            return default;
        Log.Write(_request, LogLevel.Error, ProxyFcgiModule.Name, 1069, $"Got bogus rid {header.RequestId}, expected {RecordWriter.RequestId}");
        return new Failure(Errno.EINVAL, "");
    }

    private void TakeOther(ReadOnlySpan<byte> content)
    {
        if (_records.Header.Type == RecordType.EndRequest)
        {
            _end.Append(content);
            return;
        }
        if (_records.Header.Type != RecordType.StandardError)
            return;
        var message = _message ??= new ByteBuffer(1024);
        message.Append(content);
        if (message.Length >= MessageLimit)
            LogMessage();
    }

    private void LogMessage()
    {
        Log.Write(_request, LogLevel.Error, ProxyFcgiModule.Name, 1071, $"Got error '{Encoding.Latin1.GetString(_message!.Written)}'");
        _message.Clear();
    }

    /// <summary>A record is complete: true when it was the last.</summary>
    private bool IsOver()
    {
        switch (_records.Header.Type)
        {
            case RecordType.EndRequest:
                return true;
            case RecordType.StandardError:
                if (_message is { Length: > 0 })
                    LogMessage();
                return false;
            case RecordType.StandardOutput:
                return false;
            default:
                Log.Write(_request, LogLevel.Error, ProxyFcgiModule.Name, 1072, $"Got bogus record {(int)_records.Header.Type}");
                return false;
        }
    }

    /// <summary>A program may refuse a request instead of serving it.</summary>
    private Failure Outcome()
    {
        if (response.HasOutput || !_end.IsWhole || _end.ProtocolStatus == ProtocolStatus.RequestComplete)
            return default;
        Log.Write(_request, LogLevel.Error, ProxyFcgiModule.Name, 0, $"The program has refused the request: {_end.ProtocolStatus}");
        if (_end.ProtocolStatus == ProtocolStatus.Overloaded)
            _request.ErrorHeadersOut.Set("Retry-After", "5");
        return new Failure(Errno.EAGAIN, "(request refused)");
    }
}
