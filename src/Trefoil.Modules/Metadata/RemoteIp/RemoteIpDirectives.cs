using System.Net;
using System.Net.Sockets;
using System.Text;
using Trefoil.Configuration.Addresses;
using Trefoil.Configuration.Directives;
using Trefoil.Io.Reactors;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Metadata.RemoteIp;

/// <summary>Directives of mod_remoteip.</summary>
internal static class RemoteIpDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> Table =
    [
        new("RemoteIPHeader", ArgumentKind.Take1, AllowedIn.RsrcConf, "Specifies a request header to trust as the client IP, e.g. X-Forwarded-For", SetHeader),
        new("RemoteIPProxiesHeader", ArgumentKind.Take1, AllowedIn.RsrcConf, "Specifies a request header to record proxy IP's, e.g. X-Forwarded-By; if not given then do not record", SetProxiesHeader),
        new("RemoteIPTrustedProxy", ArgumentKind.Iterate, AllowedIn.RsrcConf, "Specifies one or more proxies which are trusted to present IP headers", static (s, a) => AddProxy(s, a[0], false)),
        new("RemoteIPInternalProxy", ArgumentKind.Iterate, AllowedIn.RsrcConf, "Specifies one or more internal (transparent) proxies which are trusted to present IP headers", static (s, a) => AddProxy(s, a[0], true)),
        new("RemoteIPTrustedProxyList", ArgumentKind.Take1, AllowedIn.RsrcConf, "The filename to read the list of trusted proxies, see the RemoteIPTrustedProxy directive", static (s, a) => AddList(s, a[0], false)),
        new("RemoteIPInternalProxyList", ArgumentKind.Take1, AllowedIn.RsrcConf, "The filename to read the list of internal proxies, see the RemoteIPInternalProxy directive", static (s, a) => AddList(s, a[0], true)),
        new("RemoteIPProxyProtocol", ArgumentKind.Flag, AllowedIn.RsrcConf, "Enable the PROXY protocol", SetProtocol),
        new("RemoteIPProxyProtocolExceptions", ArgumentKind.TakeArgv, AllowedIn.RsrcConf, "Addresses whose connections begin without a PROXY header", AddExceptions),
    ];

    private static string? SetHeader(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.ForServer<RemoteIpSettings>().Header = arguments[0];
        return null;
    }

    private static string? SetProxiesHeader(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.ForServer<RemoteIpSettings>().ProxiesHeader = arguments[0];
        return null;
    }

    private static string? SetProtocol(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.ForServer<RemoteIpSettings>().UsesProxyProtocol = DirectiveScope.IsOn(arguments[0]);
        return null;
    }

    private static string? AddExceptions(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
            return "RemoteIPProxyProtocolExceptions requires an argument";
        var settings = scope.ForServer<RemoteIpSettings>();
        foreach (var text in arguments)
        {
            if (AddressRange.Parse(text, out var error) is not { } range)
                return $"ip address '{text}' appears to be invalid" + (error!.Length == 0 ? "" : ": " + error);
            (settings.Exceptions ??= []).Add(range);
        }
        return null;
    }

    private static string? AddProxy(DirectiveScope scope, string text, bool isInternal)
    {
        var proxies = scope.ForServer<RemoteIpSettings>().Proxies ??= [];
        if (AddressRange.Parse(text, out var error) is { } range)
        {
            proxies.Add(new ProxyRange(range, isInternal));
            return null;
        }
        if (error!.Length > 0)
            return Refusal(scope, text, error);

        // a host name stands for all its addresses
        try
        {
            using (Blocking.Enter())
            {
                foreach (var address in Dns.GetHostAddresses(text))
                {
                    if (AddressRange.Parse(address.ToString(), out _) is { } found)
                        proxies.Add(new ProxyRange(found, isInternal));
                }
            }
            return null;
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return Refusal(scope, text, "Name or service not known");
        }
    }

    private static string Refusal(DirectiveScope scope, string text, string reason) => $"RemoteIP: Error parsing IP {text} ({reason} error) for {scope.Directive.Name}";

    private static string? AddList(DirectiveScope scope, string name, bool isInternal)
    {
        var path = scope.Context.ResolvePath(name);
        if (scope.Context.ReadFile(path, out var errno) is not { } data)
            return $"{scope.Directive.Name}: Could not open file {path}: {new System.ComponentModel.Win32Exception(Math.Abs(errno)).Message}";
        foreach (var raw in Encoding.Latin1.GetString(data.Span).Split('\n'))
        {
            var line = raw.Trim(' ', '\t', '\r');
            if (line.Length == 0 || line[0] == '#')
                continue;
            foreach (var word in ConfigurationWords.Split(line))
            {
                if (word[0] == '#')
                    break;
                if (AddProxy(scope, word, isInternal) is { } error)
                    return error;
            }
        }
        return null;
    }
}
