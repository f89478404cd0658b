using System.Globalization;
using System.Text;
using Trefoil.Configuration.Sections;
using Trefoil.Http;
using Trefoil.Http.Core;
using Trefoil.Http.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Io.Reactors;
using Trefoil.Io.Sockets;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.ProxyHttp;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.HealthCheck;

/// <summary>The checks of one member.</summary>
internal sealed class HealthProbe(HttpRuntime runtime, ServerConfig server, ProxyWorker worker)
{
    internal const string BodyNote = "hcheck-body";

    private const int LongestAnswer = 64 * 1024;

    private bool _running;

    internal ProxyWorker Worker => worker;

    /// <summary>True for the one child that is to check now: its mark in the shared record is the first since the interval is over.</summary>
    internal bool TryClaim()
    {
        if (_running)
            return false;
        ref var record = ref worker.Record;
        var last = Volatile.Read(ref record.HealthChecked);
        var now = Environment.TickCount64;
        return now - last >= record.HealthInterval && Interlocked.CompareExchange(ref record.HealthChecked, now, last) == last;
    }

    internal async void Begin(Reactor reactor)
    {
        _running = true;
        try
        {
            Report(await CheckAsync(reactor));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Log.Write(server, LogLevel.Error, ProxyHcheckModule.Name, 0, $"the check of {worker.Name} failed: {failure.Message}");
        }
        finally
        {
            _running = false;
        }
    }

    private async ValueTask<bool> CheckAsync(Reactor reactor)
    {
        var health = worker.Parameters.Health!;
        if (await ConnectAsync(reactor) is not { } connection)
            return false;
        try
        {
            if (health.Method == HealthMethod.Tcp)
                return true;
            return await connection.SendAsync(Question(health), Timeout) == 0 && await ReadAnswerAsync(connection, health);
        }
        finally
        {
            connection.Close();
        }
    }

    private int Timeout => (int)Math.Min(worker.Parameters.Timeout > 0 ? worker.Parameters.Timeout : server.Settings.Get<CoreServerSettings>().Timeout / 1000, int.MaxValue);

    private async ValueTask<AsyncDescriptor?> ConnectAsync(Reactor reactor)
    {
        var patience = worker.Parameters.ConnectionTimeout > 0 ? (int)worker.Parameters.ConnectionTimeout : Timeout;
        if (worker.UnixPath is { } path)
            return Destination.Unix(path) is { } socket ? (await Dialer.ConnectAsync(reactor, socket, patience)).Connection : null;
        if (BackendConnector.Names.Find(worker.Host, 60_000, out _) is not { } addresses)
        {
            Log.Write(server, LogLevel.Error, ProxyHcheckModule.Name, 3249, $"DNS lookup failure for: {worker.Host}:{worker.Port}");
            return null;
        }
        foreach (var address in addresses)
        {
            if ((await Dialer.ConnectAsync(reactor, Destination.Tcp(address, worker.Port), patience)).Connection is { } made)
                return made;
        }
        BackendConnector.Names.Forget(worker.Host);
        return null;
    }

    private byte[] Question(HealthParameters health)
    {
        var isNew = health.Method >= HealthMethod.Options11;
        var method = health.Method.ToString().ToUpperInvariant().Replace("11", "", StringComparison.Ordinal);
        var uri = ShortText.Read(in worker.Record.HealthUri);
        var target = uri.Length > 0 ? (uri[0] == '/' ? uri : "/" + uri) : method == "OPTIONS" ? "*" : worker.Url.Path.Length > 0 ? worker.Url.Path : "/";
        return Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{method} {target} HTTP/1.{(isNew ? 1 : 0)}\r\nHost: {worker.Host}:{worker.Port}\r\n{(isNew ? "Connection: close\r\n" : "")}\r\n"));
    }

    private async ValueTask<bool> ReadAnswerAsync(AsyncDescriptor connection, HealthParameters health)
    {
        var wantsBody = health.Method is HealthMethod.Get or HealthMethod.Get11;
        var data = new byte[LongestAnswer];
        var length = 0;
        var head = new ResponseHead();
        var used = 0;
        var isRead = false;
        while (length < data.Length)
        {
            var got = await connection.ReceiveAsync(data.AsMemory(length), Timeout);
            if (got < 0)
                return false;
            length += got;
            if (!isRead)
            {
                var outcome = head.Read(data.AsSpan(0, length), got == 0, 8192, BadHeaderMode.Ignore, out used);
                isRead = outcome == HeadOutcome.Complete;
                if (outcome is HeadOutcome.BadStatusLine or HeadOutcome.LineTooLong)
                    return false;
            }
            if (got == 0 || (isRead && (!wantsBody || IsWhole(head, length - used))))
                break;
        }
        return isRead && !head.IsBare && Judge(head, Encoding.Latin1.GetString(data, used, Math.Max(length - used, 0)), health);
    }

    private static bool IsWhole(ResponseHead head, int bodyBytes) =>
        head.Fields.Get("Content-Length") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && bodyBytes >= wanted;

    private bool Judge(ResponseHead head, string body, HealthParameters health)
    {
        if (health.Expression.Length == 0 || !server.Settings.Get<HcheckSettings>().Expressions.TryGetValue(health.Expression, out var expression))
            return head.Status is >= 200 and < 400;
        var request = new Request(new HttpConnection(runtime, server), server) { Status = head.Status, Method = health.Method.ToString() };
        request.HeadersOut.AddRange(head.Fields);
        request.Notes.Set(BodyNote, body);
        var holds = expression.EvaluateCondition(new RequestExpressionContext(request), out var error);
        if (holds is null)
            Log.Write(server, LogLevel.Error, ProxyHcheckModule.Name, 3301, $"Error on checking condition {health.Expression} for {worker.Name} ({worker.Host}): {error}");
        return holds == true;
    }

    private void Report(bool passed)
    {
        ref var record = ref worker.Record;
        Log.Write(server, LogLevel.Debug, ProxyHcheckModule.Name, 3251, $"Health check {worker.Parameters.Health!.Method} Status ({(passed ? 0 : -1)}) for {worker.Name}.");
        var isOut = (worker.Status & (WorkerStatus.HealthCheckFailed | WorkerStatus.InError)) != 0;
        if (passed)
        {
            record.HealthFailCount = 0;
            if (!isOut || ++record.HealthPassCount < record.HealthPasses)
                return;
            record.HealthPassCount = 0;
            WorkerRecord.Change(ref record, WorkerStatus.None, WorkerStatus.HealthCheckFailed | WorkerStatus.InError);
            Log.Write(server, LogLevel.Info, ProxyHcheckModule.Name, 3302, $"Health check ENABLING {worker.Name}");
            return;
        }
        record.HealthPassCount = 0;
        if ((worker.Status & WorkerStatus.HealthCheckFailed) != 0 || ++record.HealthFailCount < record.HealthFails)
            return;
        record.HealthFailCount = 0;
        worker.Set(WorkerStatus.HealthCheckFailed);
        Log.Write(server, LogLevel.Info, ProxyHcheckModule.Name, 3303, $"Health check DISABLING {worker.Name}");
    }
}
