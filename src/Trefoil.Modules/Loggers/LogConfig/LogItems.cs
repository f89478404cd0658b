using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>The letters of mod_log_config itself. Those with true ask the original request unless the format says otherwise.</summary>
internal static class LogItems
{
    internal static readonly LogItemDefinition[] All =
    [
        new("a", false, static a => Value(a == "c" ? static (line, r) => line.AppendAddress(r.Connection.RemoteAddress) : static (line, r) => line.AppendAddress(ClientAddress(r)), CachedLogItems.Address)),
        new("A", false, static _ => Value(static (line, r) => line.AppendAddress(r.Connection.LocalAddress), CachedLogItems.LocalAddress)),
        new("b", false, static _ => Value(static (line, r) => WriteBytes(line, r, (byte)'-'), CachedLogItems.BytesOrDash)),
        new("B", false, static _ => Value(static (line, r) => WriteBytes(line, r, (byte)'0'), CachedLogItems.Bytes)),
        new("C", false, static a => Text(r => LoggedHeaders.Cookie(r, a))),
        new("D", true, static _ => Value(static (line, r) => line.AppendNumber(LogTimes.Duration(r)), CachedLogItems.Duration)),
        new("e", false, static a => Text(r => r.HasEnvironment ? r.Environment.Get(a) : null)),
        new("f", false, static _ => Text(static r => r.Filename)),
        new("h", false, static a => new HostLogItem(ofConnection: a == "c")),
        new("H", false, static _ => Text(static r => r.Protocol, CachedLogItems.Protocol)),
        new("i", false, static a => Text(r => r.HeadersInUntracked.Get(a), CachedLogItems.Field(a))),
        new("k", false, static _ => Value(static (line, r) => line.AppendNumber(Math.Max(r.Connection.KeepAlives - 1, 0)), CachedLogItems.KeepAlives)),
        new("l", false, static _ => Value(static (line, _) => line.Append((byte)'-'), CachedLogItems.Dash)),
        new("L", true, static a => new LogIdItem(ofConnection: a == "c")),
        new("m", false, static _ => Text(static r => r.Method, CachedLogItems.Method)),
        new("n", false, static a => Text(r => r.Notes.Get(a))),
        new("o", false, static a => Text(r => LoggedHeaders.Response(r, a))),
        new("p", false, static a => ConnectionItems.Port(a)),
        new("P", false, static a => ConnectionItems.Process(a)),
        new("q", false, static _ => Value(WriteQuery, CachedLogItems.Query)),
        new("r", true, static _ => Text(static r => r.RequestLine, CachedLogItems.RequestLine)),
        new("R", true, static _ => Text(static r => r.Handler)),
        new("s", true, static _ => Value(WriteStatus, CachedLogItems.Status)),
        new("t", false, static a => TimeLogItem.Create(a)),
        new("T", true, static a => LogTimes.DurationItem(a)),
        new("u", false, static _ => Value(WriteUser, CachedLogItems.Dash)),
        new("U", true, static _ => Text(static r => r.Uri.Length == 0 ? null : r.Uri)),
        new("v", false, static _ => Text(static r => r.Server.ServerName, CachedLogItems.ServerName)),
        new("V", false, static _ => Text(CanonicalName.ServerName)),
        new("X", false, static _ => ConnectionItems.State()),
        new("^ti", false, static a => Text(r => r.TrailersIn?.Get(a))),
        new("^to", false, static a => Text(r => r.TrailersOut?.Get(a))),
    ];

    internal static System.Net.IPAddress ClientAddress(Request request) => request.UserAgentAddress ?? request.Connection.RemoteAddress;

    private static ValueLogItem Value(Action<LogLineWriter, Request> write, CachedWrite? cached = null) => new(write, cached);

    private static TextLogItem Text(Func<Request, string?> read, CachedWrite? cached = null) => new(read, cached);

    private static void WriteBytes(LogLineWriter line, Request request, byte none)
    {
        if (request.BytesSent == 0)
            line.Append(none);
        else
            line.AppendNumber(request.BytesSent);
    }

    private static void WriteStatus(LogLineWriter line, Request request)
    {
        if (request.Status <= 0)
            line.Append((byte)'-');
        else
            line.AppendNumber(request.Status);
    }

    private static void WriteQuery(LogLineWriter line, Request request)
    {
        if (request.QueryString is not { } query)
            return;
        line.Append((byte)'?');
        line.AppendEscaped(query);
    }

    private static void WriteUser(LogLineWriter line, Request request)
    {
        if (request.User is null)
            line.Append((byte)'-');
        else if (request.User.Length == 0)
            line.Append("\"\""u8);
        else
            line.AppendEscaped(request.User);
    }
}
