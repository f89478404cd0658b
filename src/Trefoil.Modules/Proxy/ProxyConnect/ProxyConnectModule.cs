using System.Globalization;
using System.Net;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Io.Sockets;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.ProxyConnect;

/// <summary>mod_proxy_connect: the CONNECT method of a forward proxy, to ports that are allowed.</summary>
public sealed class ProxyConnectModule : Module, IProxyScheme
{
    private const string Name = "proxy_connect";

    /// <inheritdoc/>
    public override string Identifier => "proxy_connect_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_proxy_connect.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => AllowConnectDirective.All;

    PhaseResult IProxyScheme.Canonicalise(Request request, string url) => request.MethodNumber == HttpMethods.Connect ? PhaseResult.Ok : PhaseResult.Declined;

    async ValueTask<PhaseResult> IProxyScheme.HandleAsync(ProxyCall call)
    {
        var request = call.Request;
        if (request.MethodNumber != HttpMethods.Connect)
            return PhaseResult.Declined;
        if (!ProxyUrl.TrySplitPort(call.Url, out var host, out var port) || host.Length == 0)
            return ProxyError.Report(request, 400, "URI cannot be parsed: " + call.Url);
        var (nextHost, nextPort) = call.Remote is { } remote ? (remote.Host, remote.Port) : (host, port);
        Log.Write(request, LogLevel.Debug, Name, 1019, $"connecting {call.Url} to {nextHost}:{nextPort}");
        if (BackendConnector.Names.Find(nextHost, 0, out _) is not { } addresses)
        {
            Log.Write(request, LogLevel.Error, Name, 2327, $"failed to resolve hostname '{nextHost}'");
            return ProxyError.Report(request, 502, "DNS lookup failure for: " + nextHost);
        }
        if (BlockedHosts.Blocks(call, host, addresses) || !request.ForServer<AllowConnectSettings>().Allows(port))
            return ProxyError.Report(request, 403, "Connect to remote machine blocked");
        if (request.Connection.Reactor is not { } reactor)
            return 500;
        foreach (var address in addresses)
        {
            var dialled = await Dialer.ConnectAsync(reactor, Destination.Tcp(address, nextPort), call.ConnectTimeout);
            if (dialled.Connection is { } connection)
            {
                await call.Worker.Pool.EnterAsync(reactor);
                return await EstablishAsync(call, new BackendConnection(call.Worker, connection, call.Url));
            }
            Log.Write(request, LogLevel.Error, "proxy", 939, $"CONNECT: attempt to connect to {new IPEndPoint(address, nextPort)} ({nextHost}) failed", dialled.Error);
        }
        return 503;
    }

    private static async ValueTask<PhaseResult> EstablishAsync(ProxyCall call, BackendConnection backend)
    {
        var request = call.Request;
        var agent = ServerBanner.Of(request.Runtime.Configuration);
        if (call.Remote is { } remote)
        {
            var credentials = remote.Credentials is { } given ? $"Proxy-Authorization: {given}\r\n" : "";
            // The remote proxy's answer goes to the client as it is.
            var sent = await backend.SendAsync(Encoding.Latin1.GetBytes($"CONNECT {call.Url} HTTP/1.0\r\n{credentials}Proxy-agent: {agent}\r\n\r\n"), call.Timeout);
            if (sent < 0)
            {
                backend.MustClose = true;
                backend.Worker.Pool.Release(backend);
                return 502;
            }
            request.Status = 200;
            Tunnel.Begin(request, backend, [], call.Timeout);
            return PhaseResult.Ok;
        }
        request.Status = 200;
        request.StatusLine = "200 Connection Established";
        Tunnel.Begin(request, backend, Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.0 200 Connection Established\r\nProxy-agent: {agent}\r\n\r\n")), call.Timeout);
        return PhaseResult.Ok;
    }
}
