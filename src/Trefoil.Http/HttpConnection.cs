using System.Globalization;
using System.Net;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http;

/// <summary>One client connection as HTTP sees it.</summary>
public sealed class HttpConnection : ILogOrigin
{
    private LogIdentity? _logIdentity;

    internal HttpConnection(HttpRuntime runtime, ServerConfig baseServer)
    {
        Runtime = runtime;
        BaseServer = baseServer;
    }

    /// <summary>Phases and modules.</summary>
    public HttpRuntime Runtime { get; }

    /// <summary>The server of the local address, before a Host header chose one.</summary>
    public ServerConfig BaseServer { get; internal set; }

    /// <summary>The peer's address.</summary>
    public IPAddress RemoteAddress { get; internal set; } = IPAddress.None;

    /// <summary>The peer's port.</summary>
    public int RemotePort { get; internal set; }

    /// <summary>Our address.</summary>
    public IPAddress LocalAddress { get; internal set; } = IPAddress.None;

    /// <summary>Our port.</summary>
    public int LocalPort { get; internal set; }

    /// <summary>True once the client has gone or a write failed; further output is dropped.</summary>
    public bool Aborted { get; internal set; }

    /// <summary>Requests answered so far on this connection.</summary>
    public int KeepAlives { get; internal set; }

    /// <summary>Set to end the connection after this response.</summary>
    public bool CloseAfterResponse { get; set; }

    /// <summary>True once the connection is encrypted; requests on it are "https".</summary>
    public bool IsSecure { get; set; }

    /// <summary>A number for %L and logs, unique in this child.</summary>
    public long Id { get; internal set; }

    /// <summary>The transport side; null in tests without one.</summary>
    internal Http1.Http1Session? Session { get; init; }

    /// <summary>The reactor that fulfils this connection's awaits, for connections of its own to others; null in tests without a transport.</summary>
    public Io.Reactors.Reactor? Reactor => Session?.Transport.Reactor;

    /// <summary>
    /// Gives the connection to another protocol (an upgrade, CONNECT) once the handler has returned Ok; the head that says so is sent already. In the event MPM it
    /// holds no worker slot from then on.
    /// </summary>
    public void TakeOver(Request request, Func<Http1.ClientTransport, ValueTask> serve)
    {
        if (Session is not { } session)
            throw new InvalidOperationException("There is no transport to give away.");
        CloseAfterResponse = true;
        session.TakeOver(request, serve);
    }

    /// <summary>State of modules by type.</summary>
    public ModuleState State { get; } = new();

    /// <inheritdoc/>
    public ErrorLog ErrorLog => BaseServer.ErrorLog;

    /// <inheritdoc/>
    public LogLevels LogLevels => BaseServer.LogLevels;

    /// <inheritdoc/>
    public string? LogClient => field ??= $"{RemoteAddress}:{RemotePort}";

    /// <inheritdoc/>
    public string? LogReferer => null;

    /// <summary>The id that lines about this connection carry in the error log, once there is one (%{c}L).</summary>
    public string? LogId => _logIdentity?.Id;

    /// <inheritdoc/>
    LogIdentity? ILogOrigin.ConnectionIdentity => EnsureLogIdentity();

    /// <inheritdoc/>
    string? ILogOrigin.LogItem(char item, string? argument) => LogItemOf(item, argument);

    /// <inheritdoc/>
    void ILogOrigin.OnLogged() => EnsureLogIdentity();

    internal LogIdentity EnsureLogIdentity() => _logIdentity ??= new LogIdentity();

    /// <summary>What every line about the connection can tell.</summary>
    internal string? LogItemOf(char item, string? argument) => item switch
    {
        'a' => LogClient,
        'A' => $"{LocalAddress}:{LocalPort}",
        'e' => argument is null ? null : Environment.GetEnvironmentVariable(argument),
        'k' => KeepAlives.ToString(CultureInfo.InvariantCulture),
        'v' or 'V' => BaseServer.ServerName,
        _ => null,
    };
}
