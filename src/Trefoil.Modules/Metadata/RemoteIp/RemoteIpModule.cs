using System.Net;
using System.Net.Sockets;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Http;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Metadata.RemoteIp;

/// <summary>mod_remoteip: the client's address as trusted proxies report it, in a header field or by the PROXY protocol.</summary>
internal sealed class RemoteIpModule : Module, IPostReadRequest, IConnectionPreamble
{
    internal const string Name = "remoteip";

    public override string Identifier => "remoteip_module";

    public override string SourceFile => "mod_remoteip.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => RemoteIpDirectives.Table;

    public PhaseOrder OrderIn(RequestPhase phase) => PhaseOrder.First;

    public bool ExpectsPreamble(HttpConnection connection)
    {
        var settings = connection.BaseServer.Settings.Get<RemoteIpSettings>();
        return settings.UsesProxyProtocol == true && settings.Exceptions?.Exists(range => range.Contains(connection.RemoteAddress)) != true;
    }

    public PreambleResult ReadPreamble(HttpConnection connection, ReadOnlySpan<byte> received, out int consumed)
    {
        var result = ProxyProtocol.Read(received, out consumed, out var client);
        if (result == PreambleResult.Refused)
            Log.Write(connection, LogLevel.Error, Name, 3507, "RemoteIPProxyProtocol: no valid PROXY header found");
        if (result == PreambleResult.Complete && client is not null)
            connection.State.Set(new ReportedClient(client));
        return result;
    }

    public bool WatchesRequests(ServerConfig server) => server.Settings.Get<RemoteIpSettings>().Header is not null;

    public PhaseResult PostReadRequest(Request request)
    {
        // 1. The PROXY protocol speaks for the whole connection, and header fields do not count beside it.
        if (request.Connection.State.Find<ReportedClient>() is { } reported)
        {
            Take(request, reported.Client.Address, reported.Client.Port);
            return PhaseResult.Ok;
        }
        var settings = request.ForServer<RemoteIpSettings>();
        if (settings.Header is not { } header || request.HeadersInUntracked.GetJoined(header) is not { } list)
            return PhaseResult.Declined;

        // 2. From the right, each address is believed that a believed proxy reports.
        var current = Unmapped(request.Connection.RemoteAddress);
        var proxies = new List<string>();
        var trustsPrivate = true;
        while (list.Length > 0)
        {
            if (settings.Proxies is { } ranges)
            {
                if (ranges.Find(range => range.Range.Contains(current)) is not { } proxy)
                    break;
                trustsPrivate &= proxy.IsInternal;
            }
            var comma = list.LastIndexOf(',');
            var text = list[(comma + 1)..].Trim(' ', '\t');
            if (!TryParse(text, out var next) || (!trustsPrivate && IsPrivate(next)) || (settings.Proxies is null && IsPrivate(next)))
                break;
            if (!trustsPrivate || settings.Proxies is null)
                proxies.Insert(0, current.ToString());
            current = next;
            list = comma < 0 ? "" : list[..comma].TrimEnd(' ', '\t');
        }
        if (current.Equals(Unmapped(request.Connection.RemoteAddress)))
            return PhaseResult.Ok;

        // 3. What was not consumed stays in the field for others.
        Take(request, current, 0);
        if (list.Length > 0)
            request.HeadersIn.Set(header, list);
        else
            request.HeadersIn.Unset(header);
        if (proxies.Count > 0)
        {
            var joined = string.Join(", ", proxies);
            request.Notes.Set("remoteip-proxy-ip-list", joined);
            if (settings.ProxiesHeader is { } proxiesHeader)
                request.HeadersIn.Set(proxiesHeader, joined);
        }
        return PhaseResult.Ok;
    }

    private static void Take(Request request, IPAddress address, int port)
    {
        request.IsCacheable = false;
        request.UserAgentAddress = address;
        request.UserAgentPort = port;
    }

    private static bool TryParse(string text, out IPAddress address)
    {
        address = IPAddress.None;
        // a port may stand behind the address, as some proxies write it
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            text = close < 0 ? text : text[1..close];
        }
        else if (text.AsSpan().Count(':') == 1)
        {
            text = text[..text.IndexOf(':', StringComparison.Ordinal)];
        }
        if (text.AsSpan().Count('.') != 3 && !text.Contains(':', StringComparison.Ordinal))
            return false;
        if (!IPAddress.TryParse(text, out var parsed))
            return false;
        address = Unmapped(parsed);
        return true;
    }

    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Addresses that mean nothing outside a network; only internal proxies may report them.</summary>
    private static bool IsPrivate(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return bytes[0] is 10 or 127 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168)
                || (bytes[0] == 169 && bytes[1] == 254);
        }
        // RFC 4291: only 2000::/3 is global unicast
        return (bytes[0] & 0xe0) != 0x20;
    }

    private sealed record ReportedClient(IPEndPoint Client);
}
