using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>One request to an HTTP backend and its response.</summary>
/// <remarks>
/// 1. The beginning of the request's body is read. 2. A connection. 3. Head and body go out. 4. The response's head is read (<see cref="ResponseStage"/>), interim
/// ones on the way. 5. Its body streams to the client.
/// An idle connection that has ended meanwhile is no failure: a request that may be sent again is, once, on a new connection.
/// </remarks>
internal sealed class HttpExchange : IDisposable
{
    private const string Function = "HTTP";
    private const int Usual = 16 * 1024;

    private readonly ProxyCall _call;
    private readonly Request _request;
    private readonly RequestBody _body;
    private readonly BackendReader _reader;
    private readonly int _timeout;
    private bool _isOld;
    private bool _asksFirst;
    private string? _upgrade;

    internal HttpExchange(ProxyCall call)
    {
        _call = call;
        _request = call.Request;
        _body = _request.State.GetOrCreate<RequestBody>();
        _timeout = call.Timeout;
        _reader = new BackendReader(Math.Max(Usual, call.Worker.Parameters.IoBufferSize > 0 ? call.Worker.Parameters.IoBufferSize : call.Server.IoBufferSize));
    }

    public void Dispose() => _reader.Dispose();

    internal async ValueTask<PhaseResult> RunAsync()
    {
        var environment = _request.HasEnvironment ? _request.Environment : null;
        _isOld = environment?.Contains("force-proxy-request-1.0") == true;
        _upgrade = UpgradeOf(_call);
        var hasBody = RequestBody.IsAnnounced(_request);
        var pings = _call.Worker.Parameters.Ping > 0 && _request.ProxyRequest == ProxyRequestKind.Reverse && hasBody;
        _asksFirst = !_isOld && hasBody && _request.Main is null && (pings || (IsExpected && _call.Directory.Forwards100Continue != false));
        // 1.
        var status = await _body.PrepareAsync(_request, _isOld, waits: !_asksFirst);
        if (status != 0)
            return status;
        var fresh = environment?.Contains("proxy-initial-not-pooled") == true && _request.Connection.KeepAlives == 0;
        for (var attempt = 0; ; attempt++)
        {
            // 2.
            var (connection, failure) = await BackendConnector.ConnectAsync(_call, Function, fresh || attempt > 0);
            if (connection is null)
            {
                if (failure == 503)
                    Log.Write(_request, LogLevel.Error, ProxyHttpModule.Name, 1114, $"HTTP: failed to make connection to backend: {_call.Target.Host}");
                return failure;
            }
            _reader.Connection = connection;
            _reader.Clear();
            var stage = new ResponseStage(_call, connection, _reader, _body, _timeout) { Upgrade = _upgrade, AsksFirst = _asksFirst, Pings = pings };
            try
            {
                // 3.
                var sent = await SendAsync(connection, environment);
                if (sent > 0)
                {
                    connection.MustClose = true;
                    return sent;
                }
                // A backend that refuses a body in the middle may have said why.
                var outcome = sent < 0 && !await HasAnswerAsync(connection) ? StageOutcome.Silent : await stage.RunAsync();
                // 4. and 5.
                if (outcome != StageOutcome.Silent)
                    return stage.Result;
                connection.MustClose = true;
                if (MayTryAgain(connection, attempt, stage))
                    continue;
                return sent < 0 ? SendFailed(connection, -sent) : stage.ReportSilence(CanFailOver());
            }
            finally
            {
                if (!stage.HasReleased)
                    connection.Worker.Pool.Release(connection);
            }
        }
    }

    private bool IsExpected => _request.Outermost.Original.IsExpectingContinue;

    /// <summary>The protocol that the client wants to change to, if the worker lets it.</summary>
    private static string? UpgradeOf(ProxyCall call)
    {
        var request = call.Request;
        if (request.ProtocolNumber < 1001 || request.HeadersIn.Get("Upgrade") is not { } wanted
            || !Http.Http1.FieldTokens.Contains(request.HeadersIn.GetJoined("Connection"), "upgrade"))
            return null;
        var allowed = call.Worker.Parameters.Upgrade;
        if (allowed.Length == 0)
            return call.Scheme is "ws" or "wss" && wanted.Equals("websocket", StringComparison.OrdinalIgnoreCase) ? wanted : null;
        return allowed == "*" || allowed.Equals("ANY", StringComparison.OrdinalIgnoreCase) || Http.Http1.FieldTokens.Contains(allowed, wanted) ? wanted : null;
    }

    /// <summary>0, -errno of the backend, or a status for what the client did wrong.</summary>
    private async ValueTask<int> SendAsync(BackendConnection connection, HeaderTable? environment)
    {
        var keepsAlive = connection.Worker.ReusesConnections && _request.Main is null && environment?.Contains("proxy-nokeepalive") != true && _upgrade is null;
        connection.MustClose = !keepsAlive;
        using var head = new ByteBuffer(2048);
        RequestHeadWriter.Write(_call, new HeadPlan
        {
            Target = _call.Remote is null ? PathOf(_call.Target) : _call.Target.Text,
            IsOld = _isOld,
            KeepsAlive = keepsAlive,
            Upgrade = _isOld ? null : _upgrade,
            Body = _body.Mode,
            BodyLength = _body.Length,
            Expects = _asksFirst,
            DropsExpect = !_asksFirst,
        }, head);
        if (_body.IsInMemory && _body.Memory.Length > 0)
        {
            head.Append(_body.Memory.Span);
            _body.Count(_body.Memory.Length);
        }
        Interlocked.Add(ref connection.Worker.Record.Transferred, head.Length);
        var sent = await connection.SendAsync(head.Memory, _timeout);
        if (sent < 0 || _asksFirst || _body.IsInMemory)
            return sent;
        return await _body.SendAsync(_request, connection, _timeout);
    }

    private static string PathOf(in ProxyUrl target) =>
        target.Path.Length == 0 ? "/" : target.Path[0] == '?' ? "/" + target.Path : target.Path;

    private async ValueTask<bool> HasAnswerAsync(BackendConnection connection)
    {
        connection.MustClose = true;
        return await _reader.FillAsync(0) > 0;
    }

    /// <summary>Nothing of an answer came. On a connection that had been idle the backend's end and our request may have crossed.</summary>
    private bool MayTryAgain(BackendConnection connection, int attempt, ResponseStage stage) =>
        attempt == 0 && connection.IsReused && !stage.HasTimedOut && IsIdempotent && _body.CanSendAgain && !_request.HeadSent;

    /// <summary>Another member of the balancer may do what this one did not: nothing has been used up.</summary>
    private bool CanFailOver() =>
        IsIdempotent && _body.CanSendAgain && _call.Balancer is { } balancer && Array.Exists(balancer.Members, member => member != _call.Worker && member.IsUsable);

    private bool IsIdempotent => _request.Method is "GET" or "HEAD" or "OPTIONS" or "TRACE" or "PUT" or "DELETE" or "PROPFIND";

    private PhaseResult SendFailed(BackendConnection connection, int errno)
    {
        Log.Write(_request, LogLevel.Error, "proxy", 1084, $"pass request body failed to {connection.Peer} ({_call.Target.Host})", errno);
        Log.Write(_request, LogLevel.Error, ProxyHttpModule.Name, 1097,
            $"pass request body failed to {connection.Peer} ({_call.Target.Host}) from {_request.Connection.RemoteAddress} ()");
        return CanFailOver() ? 503 : errno == Io.Native.Errno.ETIMEDOUT ? 504 : 502;
    }
}
