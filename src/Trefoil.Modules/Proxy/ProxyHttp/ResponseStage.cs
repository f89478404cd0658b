using System.Globalization;
using Trefoil.Http.Errors;
using Trefoil.Http.Http1;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>How the second half of an exchange ended.</summary>
internal enum StageOutcome
{
    /// <summary><see cref="ResponseStage.Result"/> is the answer.</summary>
    Answered,
    /// <summary>Not one byte came.</summary>
    Silent,
}

/// <summary>Reads a backend's response and passes it to the client.</summary>
/// <remarks>1. Heads, interim ones first. 2. The fields become the response's. 3. An upgrade becomes a tunnel. 4. Pages of ours for errors. 5. The body.</remarks>
internal sealed class ResponseStage
{
    private const string Module = ProxyHttpModule.Name;
    private const int MostInterim = 20;

    private static readonly string[] HopByHop = ["Keep-Alive", "Proxy-Authenticate", "TE", "Trailer", "Upgrade"];
    private static readonly string?[] StatusTexts = new string?[600];

    private readonly ProxyCall _call;
    private readonly Request _request;
    private readonly BackendConnection _connection;
    private readonly BackendReader _reader;
    private readonly RequestBody _body;
    private readonly int _timeout;
    private readonly ResponseHead _head = new();
    private int _error;
    private bool _waits;

    internal ResponseStage(ProxyCall call, BackendConnection connection, BackendReader reader, RequestBody body, int timeout)
    {
        _call = call;
        _request = call.Request;
        _connection = connection;
        _reader = reader;
        _body = body;
        _timeout = timeout;
    }

    /// <summary>The protocol that was asked for, or null.</summary>
    internal string? Upgrade { get; init; }

    /// <summary>The body waits for the backend's 100.</summary>
    internal bool AsksFirst { get; init; }

    /// <summary>That 100 has to come within ping=.</summary>
    internal bool Pings { get; init; }

    internal PhaseResult Result { get; private set; }

    internal bool HasTimedOut => _error == Errno.ETIMEDOUT;

    /// <summary>True once the connection is back in its pool.</summary>
    internal bool HasReleased { get; private set; }

    internal async ValueTask<StageOutcome> RunAsync()
    {
        _waits = AsksFirst;
        var interim = 0;
        while (true)
        {
            // 1.
            var failure = await ReadHeadAsync();
            if (failure < 0)
                return StageOutcome.Silent;
            if (failure > 0)
                return Answer(failure);
            if (!_head.IsBare)
            {
                // 2.
                failure = TakeFields();
                if (failure != 0)
                    return Answer(failure);
            }
            // 3.
            if (_head.Status == 101)
                return Answer(await SwitchAsync());
            if (_head.Status is < 100 or >= 200)
                break;
            if (++interim > MostInterim)
                return Answer(ProxyError.Report(_request, 502, $"Too many ({interim}) interim responses from origin server"));
            failure = await OnInterimAsync();
            if (failure != 0)
                return Answer(failure);
        }
        // The backend has answered without the body that waits: it is not sent any more, and so the connection has ended too.
        if (_waits)
            _connection.MustClose = true;
        // 4.
        if (_call.Directory.Overrides(_head.Status))
            return Answer(await OverrideAsync());
        // 5.
        return Answer(await PassBodyAsync());
    }

    /// <summary>Logs that no answer came and gives the status.</summary>
    internal PhaseResult ReportSilence(bool canFailOver)
    {
        Log.Write(_request, LogLevel.Error, Module, 1102, $"error reading status line from remote server {_call.Target.Host}:{_call.Target.EffectivePort}", _error);
        if (HasTimedOut)
        {
            _request.Notes.Set("proxy_timedout", "1");
            Log.Write(_request, LogLevel.Error, Module, 1103, "read timeout");
            if (_waits)
                return ProxyError.Report(_request, 503, "Timeout on 100-Continue");
        }
        if (canFailOver && !HasTimedOut)
            return 503;
        Log.Write(_request, LogLevel.Debug, Module, 1105,
            $"NOT Closing connection to client although reading from backend server {_call.Target.Host}:{_call.Target.EffectivePort} failed.");
        return ProxyError.Report(_request, HasTimedOut ? 504 : 502, "Error reading from remote server");
    }

    private StageOutcome Answer(PhaseResult result)
    {
        Result = result;
        if (result.IsStatus && !_call.Directory.Overrides(_head.Status))
            _connection.MustClose = true;
        return StageOutcome.Answered;
    }

    /// <summary>0, -1 where nothing came, or the status of a head that is wrong.</summary>
    private async ValueTask<int> ReadHeadAsync()
    {
        var limit = _call.Worker.Parameters.ResponseFieldSize > 0 ? _call.Worker.Parameters.ResponseFieldSize : 8192;
        var mode = _call.Server.BadHeader ?? BadHeaderMode.IsError;
        var atEnd = false;
        while (true)
        {
            if (_reader.Unread.Length > 0)
            {
                switch (_head.Read(_reader.Unread, atEnd, limit, mode, out var used))
                {
                    case HeadOutcome.Complete:
                        _reader.Take(used);
                        NoteHead();
                        return 0;
                    case HeadOutcome.BadStatusLine:
                        return ProxyError.Report(_request, 502, "Corrupt status line returned by remote server: " + _head.BadText);
                    case HeadOutcome.BadHeader:
                        Log.Write(_request, LogLevel.Warn, Module, 1106, $"bad HTTP/{_head.Major}.{_head.Minor} header returned by {_request.Uri} ({_request.Method})");
                        return 502;
                    case HeadOutcome.LineTooLong:
                        Log.Write(_request, LogLevel.Error, Module, 10124, $"header size is over the limit allowed by ResponseFieldSize ({limit} bytes).");
                        return 502;
                }
            }
            if (atEnd)
                return -1;
            var wait = _waits && Pings ? (int)_call.Worker.Parameters.Ping : _timeout;
            var got = await _reader.FillAsync(wait);
            if (got > 0)
                continue;
            _error = -got;
            if (got < 0 && _reader.Unread.Length == 0)
                return -1;
            atEnd = true;
            if (_reader.Unread.Length == 0)
                return -1;
            _connection.MustClose = true;
        }
    }

    private void NoteHead()
    {
        _request.Notes.Set("proxy-status", StatusTexts[_head.Status] ??= _head.Status.ToString(CultureInfo.InvariantCulture));
        if (_head.Oddities is not { } oddities)
            return;
        foreach (var code in oddities)
        {
            var text = code switch
            {
                1098 => "Starting body due to bogus non-header in headers returned by",
                1099 => "No HTTP headers returned by",
                _ => "Ignoring bogus HTTP header returned by",
            };
            Log.Write(_request, LogLevel.Warn, Module, code, $"{text} {_request.Uri} ({_request.Method})");
        }
    }

    private int TakeFields()
    {
        var from = _head.Fields;
        if (from.Contains("Transfer-Encoding") && from.Contains("Content-Length"))
        {
            // Whoever sends both may mean a second response to begin where the first one seems to end.
            from.Unset("Content-Length");
            Log.Write(_request, LogLevel.Debug, Module, 1107,
                $"server {_call.Target.Host}:{_call.Target.EffectivePort} returned Transfer-Encoding and Content-Length");
            _connection.MustClose = true;
        }
        _coding = from.GetJoined("Transfer-Encoding");
        if (_head.Status == 101 && (from.Get("Upgrade") is not { } switched || Upgrade is null || !switched.Equals(Upgrade, StringComparison.OrdinalIgnoreCase)))
            return ProxyError.Report(_request, 502, $"Unexpected Upgrade: {from.Get("Upgrade") ?? "n/a"} (expecting {Upgrade ?? "n/a"})");
        ClearConnection(from);
        var settings = _call.Directory;
        var fields = new HeaderTable();
        List<string>? cookies = null;
        for (var i = 0; i < from.Count; i++)
        {
            var (name, value) = from[i];
            value = ReverseMap.Apply(_request, settings, name, value);
            if (name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
                (cookies ??= []).Add(value);
            else if (!IsHopByHop(name))
                fields.Add(name, value);
        }
        var before = _request.HeadersOut;
        for (var i = before.IndexOf("Set-Cookie", 0); i >= 0; i = before.IndexOf("Set-Cookie", i + 1))
            fields.Add("Set-Cookie", before[i].Value);
        if (cookies is not null)
        {
            foreach (var cookie in cookies)
                fields.Add("Set-Cookie", cookie);
        }
        Warnings.Move(fields);
        if (RequestHeadWriter.ViaValue(_request) is { } via)
            fields.Add("Via", via);
        _request.ReplaceHeaders(fields, _request.ErrorHeadersOut);
        if (_head.Status is >= 100 and < 200)
            return 0;
        _request.Status = _head.Status;
        _request.StatusLine = _head.StatusLine;
        if (fields.Get("Content-Type") is { } type)
            _request.ContentType = type;
        if (_head.Minor < 1)
            _connection.MustClose = true;
        return 0;
    }

    private string? _coding;

    private static bool IsHopByHop(string name)
    {
        foreach (var field in HopByHop)
        {
            if (name.Equals(field, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>Fields that Connection names are for this connection only (RFC 9110, 7.6.1).</summary>
    private void ClearConnection(HeaderTable fields)
    {
        if (fields.GetJoined("Connection") is { } connection)
        {
            foreach (var range in connection.AsSpan().Split(','))
            {
                var token = connection.AsSpan(range).Trim(" \t");
                if (token.Equals("close", StringComparison.OrdinalIgnoreCase))
                    _connection.MustClose = true;
                else if (!token.Equals("keep-alive", StringComparison.OrdinalIgnoreCase) && !token.IsEmpty)
                    fields.Unset(token.ToString());
            }
            fields.Unset("Connection");
        }
        fields.Unset("Proxy-Connection");
    }

    private async ValueTask<int> OnInterimAsync()
    {
        var policy = _request.HasEnvironment ? _request.Environment.Get("proxy-interim-response") : null;
        var passes = policy is null || policy.Equals("RFC", StringComparison.OrdinalIgnoreCase);
        if (!passes && !policy!.Equals("Suppress", StringComparison.OrdinalIgnoreCase))
            Log.Write(_request, LogLevel.Error, Module, 1108, "undefined proxy interim response policy");
        if (_head.Status == 100)
        {
            if (!_waits)
                return 0;
            // Reading the body tells a client that waits for it.
            _waits = false;
            var sent = await _body.SendAsync(_request, _connection, _timeout);
            if (sent >= 0)
                return sent;
            Log.Write(_request, LogLevel.Error, "proxy", 1084, $"pass request body failed to {_connection.Peer} ({_call.Target.Host})", -sent);
            return 502;
        }
        if (passes)
            await InterimResponse.SendAsync(_request, _head.StatusLine, _request.HeadersOut);
        return 0;
    }

    private async ValueTask<PhaseResult> SwitchAsync()
    {
        _connection.MustClose = true;
        _request.Status = 101;
        _request.StatusLine = _head.StatusLine;
        _request.HeadersOut.Set("Connection", "Upgrade");
        _request.HeadersOut.Set("Upgrade", Upgrade!);
        Log.Write(_request, LogLevel.Debug, Module, 10239, $"HTTP: tunneling protocol {Upgrade}");
        if (_request.Connection.Reactor is null)
            return 500;
        await InterimResponse.SendAsync(_request, _head.StatusLine, _request.HeadersOut);
        HasReleased = true;
        Tunnel.Begin(_request, _connection, _reader.Unread.ToArray(), _timeout);
        return PhaseResult.Ok;
    }

    private async ValueTask<PhaseResult> OverrideAsync()
    {
        if (_head.Status == 401)
        {
            if (_request.HeadersOut.Get("WWW-Authenticate") is { } challenge)
                _request.ErrorHeadersOut.Set("WWW-Authenticate", challenge);
            else
                Log.Write(_request, LogLevel.Error, Module, 1109, "origin server sent 401 without WWW-Authenticate header");
        }
        // A status already set would look like an error within an error.
        _request.Status = 200;
        if (!await DiscardBodyAsync())
            _connection.MustClose = true;
        return _head.Status;
    }

    private async ValueTask<bool> DiscardBodyAsync()
    {
        if (_request.IsHead || StatusText.IsHeaderOnly(_head.Status))
            return true;
        if (ResponseBody.Of(_reader, _request.HeadersOut, _coding) is not { EndsWithConnection: false } body)
            return false;
        const int Most = 64 * 1024;
        var dropped = 0;
        while (true)
        {
            var available = body.Available();
            if (body.IsComplete)
                return true;
            if (available < 0 || dropped > Most)
                return false;
            if (available > 0)
            {
                body.Taken(available);
                dropped += available;
                continue;
            }
            if (await _reader.FillAsync(_timeout) <= 0)
                return false;
        }
    }

    private async ValueTask<PhaseResult> PassBodyAsync()
    {
        if (_request.IsHead || _head.Status is 204 or 304)
        {
            _request.HeadersOut.Unset("Transfer-Encoding");
            Release();
            return PhaseResult.Ok;
        }
        if (ResponseBody.Of(_reader, _request.HeadersOut, _coding) is not { } body)
            return await BreakOffAsync(Errno.EINVAL, hasWritten: false);
        _request.HeadersOut.Unset("Transfer-Encoding");
        if (!_request.HeadersOut.Contains("Content-Length"))
            _request.HasUnmeasuredBody = true;
        if (body.EndsWithConnection)
            _connection.MustClose = true;
        var hasWritten = false;
        while (true)
        {
            var available = body.Available();
            if (available > 0)
            {
                var piece = _reader.UnreadMemory[..available];
                body.Taken(available);
                if (body.IsComplete)
                    Release();
                hasWritten = true;
                await _request.Output.WriteAsync(_request, piece);
                if (_request.Connection.Aborted)
                {
                    _connection.MustClose |= !HasReleased;
                    return PhaseResult.Ok;
                }
                continue;
            }
            if (body.IsComplete)
                break;
            var got = available < 0 ? -Errno.EPROTO : _reader.TryFill();
            if (got == -Errno.EAGAIN)
            {
                // What the client can have already, it gets, before the backend is waited for.
                if (hasWritten || _call.Worker.Parameters.Flush == FlushMode.On)
                    await _request.Output.FlushAsync(_request);
                got = await _reader.FillAsync(_timeout);
            }
            if (got > 0)
                continue;
            if (got == 0 && body.EndsWell())
                break;
            return await BreakOffAsync(-got, hasWritten);
        }
        Release();
        return PhaseResult.Ok;
    }

    /// <summary>The backend's body has no end: the client must not take the beginning for the whole.</summary>
    private async ValueTask<PhaseResult> BreakOffAsync(int errno, bool hasWritten)
    {
        _connection.MustClose = true;
        Log.Write(_request, LogLevel.Error, Module, 1110, "error reading response", errno);
        if (errno == Errno.ETIMEDOUT)
            _request.Notes.Set("proxy_timedout", "1");
        if (!hasWritten && !_request.HeadSent)
        {
            _request.Status = 200;
            _request.StatusLine = null;
            _request.NoCache = true;
            return 502;
        }
        await _request.Output.FlushAsync(_request);
        _request.Connection.CloseAfterResponse = true;
        _request.IsFinished = true;
        return PhaseResult.Ok;
    }

    /// <summary>Gives the connection back before the last bytes go to a client that may be slow.</summary>
    private void Release()
    {
        if (HasReleased)
            return;
        HasReleased = true;
        Interlocked.Add(ref _connection.Worker.Record.Received, _reader.Received);
        // Bytes behind the response belong to nothing that was asked for.
        if (_reader.Unread.Length > 0 && !_connection.MustClose)
            _connection.MustClose = true;
        _connection.Worker.Pool.Release(_connection);
    }
}
