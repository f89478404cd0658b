using System.Globalization;
using System.Net;
using Trefoil.Io.Logs;
using Trefoil.Io.Sockets;
using Trefoil.Modules.Proxy.Core;

namespace Trefoil.Modules.Proxy.Workers;

/// <summary>Gets a connection to the backend of a call.</summary>
/// <remarks>
/// 1. A worker in error is left alone until its retry time is over. 2. A place below max=. 3. An idle connection to the same peer. 4. Otherwise one is opened:
/// the Unix socket, or the name's addresses one after the other. 5. Failures are logged; whether they keep others away from the worker is its balancer's business.
/// </remarks>
internal static class BackendConnector
{
    private const string Module = "proxy";

    /// <summary>Names looked up in this child.</summary>
    internal static HostAddresses Names { get; } = new();

    /// <summary>A connection, or null and the status to answer with.</summary>
    /// <param name="call">The attempt.</param>
    /// <param name="function">How the protocol calls itself in log lines: "HTTP", "FCGI".</param>
    /// <param name="fresh">True to leave idle connections alone.</param>
    internal static async ValueTask<(BackendConnection? Connection, int Status)> ConnectAsync(ProxyCall call, string function, bool fresh = false)
    {
        var request = call.Request;
        var worker = call.Worker;
        if (request.Connection.Reactor is not { } reactor)
            throw new InvalidOperationException("A proxied request needs a connection.");
        // 1.
        if (!IsUsable(call, function))
            return (null, 503);
        // 2.
        if (!await worker.Pool.EnterAsync(reactor))
        {
            Log.Write(request, LogLevel.Error, Module, 941, $"{function}: failed to acquire connection for ({worker.Host}:{worker.Port})");
            return (null, 503);
        }
        if (Log.IsEnabled(request, Module, LogLevel.Debug))
            Log.Write(request, LogLevel.Debug, Module, 942, $"{function}: has acquired connection for ({worker.Host}:{worker.Port})");
        var keepsPlace = false;
        try
        {
            // 3.
            var peer = PeerOf(call);
            if (!fresh && worker.ReusesConnections && worker.Pool.TakeIdle(reactor, peer) is { } idle)
            {
                keepsPlace = true;
                return (idle, 0);
            }
            // 4.
            var (connection, status) = call.UnixPath is { } path && call.Remote is null
                ? await OpenUnixAsync(call, reactor, path, peer)
                : await OpenTcpAsync(call, reactor, peer);
            keepsPlace = connection is not null;
            return (connection, status);
        }
        finally
        {
            if (!keepsPlace)
                worker.Pool.Leave();
        }
    }

    /// <summary>Step 1, also asked by balancers: a failed worker whose retry time is over becomes usable again.</summary>
    internal static bool TryRevive(ProxyWorker worker, ILogOrigin origin, string function)
    {
        var status = worker.Status;
        if ((status & WorkerStatus.InError) == 0)
            return worker.IsUsable;
        if ((status & WorkerStatus.Stopped) != 0)
        {
            Log.Write(origin, LogLevel.Debug, Module, 3305, $"{function}: Won't retry worker ({worker.Host}:{worker.Port}): stopped");
            return false;
        }
        ref var record = ref worker.Record;
        if ((status & WorkerStatus.IgnoreErrors) != 0 || Environment.TickCount64 > record.ErrorTime + record.RetryMilliseconds)
        {
            record.Retries++;
            worker.Unset(WorkerStatus.InError);
            Log.Write(origin, LogLevel.Debug, Module, 932, $"{function}: worker for ({worker.Host}:{worker.Port}) has been marked for retry");
            return worker.IsUsable;
        }
        Log.Write(origin, LogLevel.Debug, Module, 933, $"{function}: too soon to retry worker for ({worker.Host}:{worker.Port})");
        return false;
    }

    private static bool IsUsable(ProxyCall call, string function)
    {
        var worker = call.Worker;
        if (worker.IsUsable || TryRevive(worker, call.Request, function))
            return true;
        Log.Write(call.Request, LogLevel.Error, Module, 940, $"{function}: disabled connection for ({worker.Host}:{worker.Port})");
        return false;
    }

    private static string PeerOf(ProxyCall call)
    {
        if (call.Remote is { } remote)
            return string.Create(CultureInfo.InvariantCulture, $"{remote.Host}:{remote.Port} {(call.Scheme == "https" ? call.Target.Text : "")}");
        if (call.UnixPath is { } path)
            return path;
        return call.Worker is { IsGeneral: false, IsPattern: false } worker ? worker.Name : string.Create(CultureInfo.InvariantCulture, $"{call.Target.Host}:{call.Target.EffectivePort}");
    }

    private static async ValueTask<(BackendConnection? Connection, int Status)> OpenUnixAsync(
        ProxyCall call, Io.Reactors.Reactor reactor, string path, string peer)
    {
        var error = Io.Native.Errno.ENAMETOOLONG;
        if (Destination.Unix(path) is { } destination)
        {
            var dialled = await Dialer.ConnectAsync(reactor, destination, call.ConnectTimeout, OptionsOf(call));
            if (dialled.Connection is { } made)
                return (Made(call, made, peer), 0);
            error = call.ConnectError = dialled.Error;
        }
        Log.Write(call.Request.Server, LogLevel.Error, Module, 2454,
            $"{call.Scheme}: attempt to connect to Unix domain socket {path} ({call.Target.Host}:{call.Target.EffectivePort}) failed", error);
        return (null, 503);
    }

    private static async ValueTask<(BackendConnection? Connection, int Status)> OpenTcpAsync(ProxyCall call, Io.Reactors.Reactor reactor, string peer)
    {
        var (host, port) = call.Remote is { } remote ? (remote.Host, remote.Port) : (call.Target.Host, call.Target.EffectivePort);
        var age = call.Worker.IsGeneral ? 0 : call.Worker.Parameters.AddressTimeToLive is >= 0 and var seconds ? seconds * 1000 : -1;
        if (Names.Find(host, age, out _) is not { } addresses)
            return (null, ProxyError.Report(call.Request, 500, "DNS lookup failure for: " + host));
        if (call.Remote is null && BlockedHosts.Blocks(call, host, addresses))
            return (null, ProxyError.Report(call.Request, 403, "Connect to remote machine blocked"));
        foreach (var address in addresses)
        {
            var dialled = await Dialer.ConnectAsync(reactor, Destination.Tcp(address, port), call.ConnectTimeout, OptionsOf(call));
            if (dialled.Connection is { } made)
                return (Made(call, made, peer), 0);
            Log.Write(call.Request.Server, LogLevel.Error, Module, 957,
                $"{call.Scheme}: attempt to connect to {new IPEndPoint(address, port)} ({call.Worker.Host}:{call.Worker.Port}) failed", dialled.Error);
        }
        // The name may lead elsewhere by now.
        Names.Forget(host);
        return (null, 503);
    }

    private static BackendConnection Made(ProxyCall call, Io.Reactors.AsyncDescriptor descriptor, string peer)
    {
        ref var record = ref call.Worker.Record;
        if (record.Retries > 0)
            record.Retries = 0;
        return new BackendConnection(call.Worker, descriptor, peer);
    }

    private static DialOptions OptionsOf(ProxyCall call)
    {
        var parameters = call.Worker.Parameters;
        var receive = parameters.ReceiveBufferSize > 0 ? parameters.ReceiveBufferSize : call.Server.ReceiveBufferSize;
        var source = call.Server.SourceAddress;
        return receive == 0 && source is null && !parameters.KeepAlive
            ? DialOptions.Default
            : new DialOptions { ReceiveBufferSize = receive, SourceAddress = source, KeepAlive = parameters.KeepAlive };
    }
}
