using Trefoil.Http.Uris;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Messages;

public sealed partial class Request
{
    private LogIdentity? _logIdentity;

    /// <summary>A name for the request that no other request anywhere has (mod_unique_id), or null; it is the id in the error log too.</summary>
    public string? UniqueId { get; set; }

    /// <summary>The id that lines about this request carry in the error log, once there is one (%L).</summary>
    public string? LogId => Outermost._logIdentity?.Id;

    /// <inheritdoc/>
    LogIdentity? ILogOrigin.RequestIdentity => EnsureLogIdentity();

    /// <inheritdoc/>
    LogIdentity? ILogOrigin.ConnectionIdentity => Connection.EnsureLogIdentity();

    /// <inheritdoc/>
    string? ILogOrigin.LogItem(char item, string? argument) => item switch
    {
        'a' => argument == "c" ? Connection.LogClient : LogClient,
        'i' => argument is null ? null : _headersIn.Get(argument),
        'n' => argument is null ? null : NotesOrNull?.Get(argument),
        'V' => CanonicalName.ServerName(this),
        'v' => Server.ServerName,
        _ => Connection.LogItemOf(item, argument),
    };

    /// <inheritdoc/>
    void ILogOrigin.OnLogged()
    {
        IsCacheable = false;
        EnsureLogIdentity();
        Connection.EnsureLogIdentity();
    }

    private LogIdentity EnsureLogIdentity() => Outermost._logIdentity ??= new LogIdentity(Outermost.UniqueId);
}
