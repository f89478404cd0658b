using Trefoil.Http.Uris;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Messages;

public sealed partial class Request
{
    private LogIdentity? _logIdentity;

    /// <summary>The id that lines about this request carry in the error log, once there is one (%L).</summary>
    public string? LogId => Outermost._logIdentity?.Id;

    /// <inheritdoc/>
    LogIdentity? ILogOrigin.RequestIdentity => Outermost._logIdentity ??= new LogIdentity();

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
        Outermost._logIdentity ??= new LogIdentity();
        Connection.EnsureLogIdentity();
    }
}
