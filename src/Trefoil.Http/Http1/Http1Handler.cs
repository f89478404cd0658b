using System.Collections.Concurrent;
using System.Text;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Cache;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Io.Reactors;

namespace Trefoil.Http.Http1;

/// <summary>Serves HTTP/1.1 on the connections of a child: hands each to its session and holds what the sessions share.</summary>
public sealed class Http1Handler : ConnectionHandler
{
    private readonly HttpRuntime _runtime;
    private readonly bool _needsLocalAddress;
    private readonly bool _hasReadTimeouts;
    private readonly ConcurrentDictionary<(ServerConfig Server, int Port), ConnectionProfile> _groups = new();
    private readonly ConcurrentDictionary<ServerConfig, byte[]> _statusNames = new();
    private readonly ConcurrentDictionary<ServerConfig, bool> _acceptsCached = new();
    private long _connectionIds;

    /// <summary>Makes the handler of one configuration.</summary>
    public Http1Handler(HttpRuntime runtime)
    {
        _runtime = runtime;
        _needsLocalAddress = runtime.Configuration.VirtualHosts.Any(static host => host.Addresses.Exists(static address => address.Address is not null));
        _hasReadTimeouts = runtime.Configuration.HasModule("reqtimeout_module");
        Preambles = [.. runtime.Configuration.Modules.OfType<IConnectionPreamble>()];
        CachedLogs = [.. runtime.Phases.LogTransaction.OfType<ICachedTransactionLog>()];
        UsesPrebuilt = CachedLogs.Length == runtime.Phases.LogTransaction.Length && Preambles.Length == 0;
    }

    internal IConnectionPreamble[] Preambles { get; }

    internal ICachedTransactionLog[] CachedLogs { get; }

    /// <summary>False where a module must see every request as a whole.</summary>
    internal bool UsesPrebuilt { get; }

    internal ResponseCache Cache { get; } = new();

    /// <inheritdoc/>
    public override ValueTask ServeAsync(Connection connection)
    {
        if (connection.Tag is not Http1Session session)
            connection.Tag = session = new Http1Session(this, connection);
        return session.ServeAsync();
    }

    /// <inheritdoc/>
    public override void OnParkTimeout(Connection connection)
    {
        if (connection.Tag is Http1Session session)
            session.OnParkTimeout();
        else
            base.OnParkTimeout(connection);
    }

    /// <inheritdoc/>
    public override void OnClosed(Connection connection) => (connection.Tag as Http1Session)?.OnClosed();

    /// <summary>Logs what escaped from the code that served a connection.</summary>
    public void ReportFailure(Connection connection, Exception exception) =>
        Log.Write(_runtime.MainServer, LogLevel.Error, "http", 0, $"serving a connection failed: {exception}");

    internal ConnectionProfile GroupOf(Connection connection)
    {
        // Asking the kernel for the local address is spared where no virtual host depends on it.
        var address = _needsLocalAddress ? connection.Local.ToAddress() : System.Net.IPAddress.None;
        var port = connection.Listener.Port;
        var server = _runtime.VirtualHosts.ServerFor(address, port);
        return _groups.GetOrAdd((server, port), key => new ConnectionProfile(_groups.Count + 1, key.Server, _hasReadTimeouts));
    }

    internal HttpConnection Describe(Http1Session session, ConnectionProfile group)
    {
        var transport = session.Transport;
        var local = transport.Local;
        return new HttpConnection(_runtime, group.Server)
        {
            RemoteAddress = transport.Peer.ToAddress(),
            RemotePort = transport.Peer.Port,
            LocalAddress = local.ToAddress(),
            LocalPort = local.Port,
            Id = Interlocked.Increment(ref _connectionIds),
            Session = session,
        };
    }

    internal byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>The virtual host as the scoreboard shows it.</summary>
    internal byte[] StatusNameOf(ServerConfig server) =>
        _statusNames.GetOrAdd(server, static s => Encoding.Latin1.GetBytes($"{s.ServerName}:{s.ServerPort}"));

    internal bool AcceptsCached(ServerConfig server) =>
        _acceptsCached.TryGetValue(server, out var accepts) ? accepts : _acceptsCached[server] = AskModules(server);

    private bool AskModules(ServerConfig server) =>
        Array.TrueForAll(CachedLogs, log => log.AcceptsCached(server)) && !Array.Exists(_runtime.Phases.PostReadRequest, module => module.WatchesRequests(server));
}
