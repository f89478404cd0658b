using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Scripts;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>One request to a FastCGI program and its answer.</summary>
/// <remarks>
/// 1. The beginning of the body, so that its length is known. 2. The variables. 3. A connection; an idle one that turns out to be dead before a byte has come is
/// replaced once. 4. Request, variables and short body in one write; a long body follows while the answer is read already. 5. The answer's records, to the client
/// as they come. 6. The connection goes back to its pool.
/// </remarks>
internal sealed class FastCgiExchange(ProxyCall call) : IDisposable
{
    /// <summary>What a client is told to wait where every process of the program is busy and its queue is full.</summary>
    private const string RetryAfterSeconds = "5";

    private readonly Request _request = call.Request;
    private readonly ScriptBody _body = new(call.Request, ProxyFcgiModule.Name);

    internal async ValueTask<PhaseResult> RunAsync()
    {
        // 1.
        if (await _body.PrepareAsync() is not 0 and var refused)
            return refused;
        // 2.
        await FastCgiVariables.FillAsync(_request);
        for (var fresh = false; ; fresh = true)
        {
            // 3.
            var (connection, status) = await BackendConnector.ConnectAsync(call, "FCGI", fresh);
            if (connection is null)
                return NoConnection(status);
            // No word about reuse means none: a program often serves one connection only, and waits for its next request on it.
            var reuses = call.Worker.ReusesConnections && call.Worker.Parameters.ReusesConnections == true;
            connection.MustClose = true;
            try
            {
                // 4. and 5.
                using var response = new ScriptResponse(_request, ProxyFcgiModule.Name, call.Directory, call.Worker.Parameters.Flush == FlushMode.On) { IsUnmeasured = true };
                var conversation = new FastCgiConversation(call, connection, _body, response);
                var failure = await conversation.RunAsync(reuses);
                connection.MustClose = failure.IsFailure || !reuses;
                if (!failure.IsFailure)
                    return await response.FinishAsync();
                if (connection.IsReused && !fresh && failure.IsStale && !response.HasOutput && _body.CanSendAgain)
                {
                    _body.Rewind();
                    continue;
                }
                return await FailedAsync(failure, response);
            }
            finally
            {
                // 6.
                call.Worker.Pool.Release(connection);
            }
        }
    }

    public void Dispose() => _body.Dispose();

    private PhaseResult NoConnection(int status)
    {
        Log.Write(_request, LogLevel.Error, ProxyFcgiModule.Name, 1079, $"failed to make connection to backend: {call.Target.Host}");
        if (call.ConnectError == Errno.EAGAIN)
        {
            Log.Write(_request, LogLevel.Error, ProxyFcgiModule.Name, 0,
                $"every process behind {call.UnixPath} is busy and its queue is full: more of them (pm.max_children) or a longer listen.backlog would help");
            _request.ErrorHeadersOut.Set("Retry-After", RetryAfterSeconds);
        }
        return status;
    }

    private async ValueTask<PhaseResult> FailedAsync(Failure failure, ScriptResponse response)
    {
        if (_request.Connection.Aborted)
            return PhaseResult.Ok;
        Log.Write(_request, LogLevel.Error, ProxyFcgiModule.Name, 1075, $"Error dispatching request to {Peer}: {failure.Place}", failure.Error);
        if (!response.IsWellFormed)
            return PhaseResult.Ok;
        if (response.HasResponded)
            return await response.BreakOffAsync();
        if (failure.ClientStatus != 0)
            return failure.ClientStatus;
        return failure.Error == Errno.ETIMEDOUT ? 504 : 503;
    }

    private string Peer => call.Worker.IsGeneral || call.UnixPath is not null ? call.UnixPath ?? call.Target.Host : $"{call.Target.Host}:{call.Target.EffectivePort}";
}

/// <summary>Why a conversation was broken off.</summary>
/// <param name="Error">A positive errno.</param>
/// <param name="Place">"(reading header)" and the like.</param>
/// <param name="IsStale">True where the connection was dead before the program can have seen the request.</param>
/// <param name="ClientStatus">The status that the client's own fault is answered with, or 0.</param>
internal readonly record struct Failure(int Error, string Place, bool IsStale = false, int ClientStatus = 0)
{
    internal bool IsFailure => Error != 0 || ClientStatus != 0;
}
