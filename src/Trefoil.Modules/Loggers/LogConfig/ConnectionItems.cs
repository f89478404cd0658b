using Trefoil.Http.Cache;
using Trefoil.Http.Core;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>Items about the connection and the process that serve a request.</summary>
internal static class ConnectionItems
{
    internal static LogItem Port(string which) => which.ToLowerInvariant() switch
    {
        "" or "canonical" => new ValueLogItem(static (line, r) => line.AppendNumber(r.Server.ServerPort != 0 ? r.Server.ServerPort : CanonicalName.DefaultPort(r)), static (LogLineWriter line, in CachedTransaction t) => line.AppendNumber(t.Server.ServerPort != 0 ? t.Server.ServerPort : 80)),
        "remote" => new ValueLogItem(static (line, r) => line.AppendNumber(r.UserAgentAddress is null ? r.Connection.RemotePort : r.UserAgentPort), static (LogLineWriter line, in CachedTransaction t) => line.AppendNumber(t.Peer.Port)),
        "local" => new ValueLogItem(static (line, r) => line.AppendNumber(r.Connection.LocalPort), static (LogLineWriter line, in CachedTransaction t) => line.AppendNumber(t.Local.Port)),
        _ => Literal(which),
    };

    internal static LogItem Process(string which) => which switch
    {
        "" or "pid" => new ValueLogItem(static (line, _) => line.AppendNumber(Environment.ProcessId), static (LogLineWriter line, in CachedTransaction _) => line.AppendNumber(Environment.ProcessId)),
        "tid" => new ValueLogItem(static (line, _) => line.AppendNumber(Environment.CurrentManagedThreadId)),
        "hextid" => new ValueLogItem(static (line, _) => line.AppendHex((ulong)Environment.CurrentManagedThreadId)),
        _ => Literal(which),
    };

    /// <summary>%X: X the client went away before the end, + the connection may be kept, - it is closed.</summary>
    internal static LogItem State() => new ValueLogItem(static (line, r) =>
    {
        if (r.Connection.Aborted)
        {
            line.Append((byte)'X');
            return;
        }
        var core = r.ForServer<CoreServerSettings>();
        var isKept = !r.Connection.CloseAfterResponse && core.KeepAlive && (core.MaxKeepAliveRequests == 0 || core.MaxKeepAliveRequests > r.Connection.KeepAlives);
        line.Append(isKept ? (byte)'+' : (byte)'-');
    }, CachedLogItems.State);

    internal static LiteralLogItem Literal(string text) => new(System.Text.Encoding.Latin1.GetBytes(text));
}
