using System.Buffers;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Scripts;

/// <summary>
/// One request to a program whose protocol is a head in front of the plain body, and whose answer ends with the connection: SCGI and uwsgi. The body goes out while
/// the answer is read, so neither side can stop the other.
/// </summary>
internal sealed class StreamExchange(ProxyCall call, string function, string module)
{
    private const int BufferSize = 16 * 1024;

    private readonly Request _request = call.Request;
    private volatile bool _isOver;
    private int _clientStatus;

    /// <summary>Sends head and body, and hands what comes to the response; the caller finishes it. Ok, or the status to answer with.</summary>
    /// <param name="head">The protocol's head.</param>
    /// <param name="response">Takes the answer.</param>
    /// <param name="unreachable">Number of the log line when there is no connection.</param>
    internal async ValueTask<PhaseResult> RunAsync(ByteBuffer head, ScriptResponse response, int unreachable)
    {
        var (connection, status) = await BackendConnector.ConnectAsync(call, function);
        if (connection is null)
        {
            Log.Write(_request, LogLevel.Error, module, unreachable, $"failed to make connection to backend: {call.Target.Host}");
            return status;
        }
        connection.MustClose = true;
        try
        {
            if (RefusesBody())
                return 411;
            return await ConverseAsync(connection, head, response);
        }
        finally
        {
            call.Worker.Pool.Release(connection);
        }
    }

    /// <summary>Both protocols say the length first, so a body must have one.</summary>
    private bool RefusesBody()
    {
        if (_request.HeadersIn.Get("Transfer-Encoding") is null)
            return false;
        Log.Write(_request, LogLevel.Info, "http", 1593, $"chunked Transfer-Encoding forbidden: {_request.Uri}");
        return true;
    }

    private async ValueTask<PhaseResult> ConverseAsync(BackendConnection connection, ByteBuffer head, ScriptResponse response)
    {
        var sent = await connection.SendAsync(head.Memory, call.Timeout);
        if (sent < 0)
        {
            Log.Write(_request, LogLevel.Error, module, 0, $"sending the request to {call.Target.Host}:{call.Target.EffectivePort} failed", -sent);
            return 503;
        }
        call.Worker.Record.Transferred += head.Length;
        var sending = HasBody ? SendBodyAsync(connection) : default;
        var error = await ReceiveAsync(connection, response);
        _isOver = true;
        if (!sending.IsCompleted)
            connection.Close();
        await sending;
        if (error == 0 || _request.Connection.Aborted)
            return PhaseResult.Ok;
        Log.Write(_request, LogLevel.Error, module, 0, $"reading the answer of {call.Target.Host}:{call.Target.EffectivePort} failed", error);
        if (response.HasResponded)
            return await response.BreakOffAsync();
        return _clientStatus != 0 ? _clientStatus : error == Errno.ETIMEDOUT ? 504 : 503;
    }

    private bool HasBody => _request.Main is null && _request.HeadersIn.Get("Content-Length") is { } length && length != "0";

    private async ValueTask SendBodyAsync(BackendConnection connection)
    {
        var piece = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (!_isOver)
            {
                var got = await _request.Input.ReadAsync(_request, piece.AsMemory(0, BufferSize));
                if (got < 0)
                {
                    _clientStatus = -got;
                    connection.Close();
                    return;
                }
                if (got == 0 || _isOver || await connection.SendAsync(piece.AsMemory(0, got), call.Timeout) < 0)
                    return;
                call.Worker.Record.Transferred += got;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    /// <summary>0 at the answer's end, or a positive errno.</summary>
    private async ValueTask<int> ReceiveAsync(BackendConnection connection, ScriptResponse response)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int got;
            while ((got = await connection.ReceiveAsync(buffer.AsMemory(0, BufferSize), call.Timeout)) > 0)
            {
                call.Worker.Record.Received += got;
                await response.WriteAsync(buffer.AsMemory(0, got));
                if (_request.Connection.Aborted || response.HeadFailure != 0)
                    return 0;
            }
            return -got;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
