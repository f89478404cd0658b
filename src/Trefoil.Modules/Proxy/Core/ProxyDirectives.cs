using System.Globalization;
using System.Net;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Core;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>The directives of mod_proxy.</summary>
internal static class ProxyDirectives
{
    private const AllowedIn Server = AllowedIn.RsrcConf;
    private const AllowedIn Both = AllowedIn.RsrcConf | AllowedIn.AccessConf;

    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        new("<Proxy", ArgumentKind.RawArgs, Server, "a URL, or the beginning or glob of one", static (scope, arguments) => ProxySections.Read(scope, arguments[0], isMatch: false)),
        new("<ProxyMatch", ArgumentKind.RawArgs, Server, "a pattern of URLs", static (scope, arguments) => ProxySections.Read(scope, arguments[0], isMatch: true)),
        new("ProxyPass", ArgumentKind.RawArgs, Both, "a path and the URL of its backend", static (scope, arguments) => ProxyPassDirective.Read(scope, arguments[0], isMatch: false)),
        new("ProxyPassMatch", ArgumentKind.RawArgs, Both, "a pattern of paths and the URL of its backend", static (scope, arguments) => ProxyPassDirective.Read(scope, arguments[0], isMatch: true)),
        new("BalancerMember", ArgumentKind.RawArgs, Both, "a balancer and a backend that belongs to it", static (scope, arguments) => ProxySections.BalancerMember(scope, arguments[0])),
        new("ProxySet", ArgumentKind.RawArgs, Both, "a balancer or backend and its parameters", static (scope, arguments) => ProxySections.ProxySet(scope, arguments[0])),
        Flag("ProxyRequests", Server, "On for a forward proxy", static (settings, on) => settings.IsForward = on),
        Flag("ProxyPassInherit", Server, "Off to leave the main server's ProxyPass out", static (settings, on) => settings.InheritsMappings = on),
        Flag("BalancerInherit", Server, "Off to leave the main server's balancers and backends out", static (settings, on) => settings.InheritsBalancers = on),
        Flag("BalancerPersist", Server, "On to keep what the balancer manager has changed over restarts", static (settings, on) => settings.Persists = on),
        DirectoryFlag("ProxyPreserveHost", Both, "On to pass the client's Host on", static (settings, on) => settings.PreservesHost = on),
        DirectoryFlag("ProxyAddHeaders", Both, "Off to leave X-Forwarded-* alone", static (settings, on) => settings.AddsHeaders = on),
        DirectoryFlag("Proxy100Continue", Both, "Off to answer Expect: 100-continue here", static (settings, on) => settings.Forwards100Continue = on),
        DirectoryFlag("ProxyPassInterpolateEnv", Both, "On to replace variables in mappings", static (settings, on) => settings.Interpolates = on),
        new("ProxyPassReverse", ArgumentKind.Take123, Both, "a path and the URL that stands for it in what backends answer", Reverse),
        new("ProxyPassReverseCookiePath", ArgumentKind.Take23, Both, "the backend's path of cookies and ours", static (scope, arguments) => Cookie(scope.Directory<ProxyDirectorySettings>().CookiePaths, arguments)),
        new("ProxyPassReverseCookieDomain", ArgumentKind.Take23, Both, "the backend's domain of cookies and ours", static (scope, arguments) => Cookie(scope.Directory<ProxyDirectorySettings>().CookieDomains, arguments)),
        new("ProxyErrorOverride", ArgumentKind.Iterate, Both, "On, and the statuses that it is for", ErrorOverride),
        new("ProxyRemote", ArgumentKind.Take23, Server, "a scheme, partial URL or * and the proxy for it", static (scope, arguments) => RemoteProxyDirective.Read(scope, arguments, isMatch: false)),
        new("ProxyRemoteMatch", ArgumentKind.Take23, Server, "a pattern of URLs and the proxy for them", static (scope, arguments) => RemoteProxyDirective.Read(scope, arguments, isMatch: true)),
        new("NoProxy", ArgumentKind.Iterate, Server, "hosts, domains and networks that are reached directly", static (scope, arguments) =>
        {
            scope.ForServer<ProxyServerSettings>().Direct.Add(DirectHost.Parse(arguments[0]));
            return null;
        }),
        new("ProxyBlock", ArgumentKind.Iterate, Server, "words in names of hosts that are not connected to", Block),
        new("ProxyDomain", ArgumentKind.Take1, Server, "the domain of hosts that are named without one", static (scope, arguments) =>
        {
            if (!arguments[0].StartsWith('.'))
                return "ProxyDomain: domain name must start with a dot.";
            scope.ForServer<ProxyServerSettings>().Domain = arguments[0];
            return null;
        }),
        Choice<ViaMode>("ProxyVia", "On, Off, Full or Block", "ProxyVia must be one of: off | on | full | block", static (settings, mode) => settings.Via = mode),
        Choice<BadHeaderMode>("ProxyBadHeader", "IsError, Ignore or StartBody", "ProxyBadHeader must be one of: IsError | Ignore | StartBody", static (settings, mode) => settings.BadHeader = mode),
        Choice<ProxyStatusMode>("ProxyStatus", "Off, On or Full", "ProxyStatus must be one of: off | on | full", static (settings, mode) => settings.Status = mode),
        new("ProxyTimeout", ArgumentKind.Take1, Server, "seconds that a backend may be silent", static (scope, arguments) =>
        {
            if (!TimeText.TryParse(arguments[0], out var time) || time < 1_000_000)
                return "Proxy Timeout must be at least 1 second.";
            scope.ForServer<ProxyServerSettings>().Timeout = time / 1000;
            return null;
        }),
        Number("ProxyMaxForwards", "the most proxies that a request may pass", static number => null, static (settings, number) => settings.MaxForwards = number),
        Number("ProxyReceiveBufferSize", "bytes of a connection's receive buffer", static number => number < 512 && number != 0
            ? "ProxyReceiveBufferSize must be >= 512 bytes, or 0 for system default." : null, static (settings, number) => settings.GivenReceiveBufferSize = number),
        Number("ProxyIOBufferSize", "bytes of the buffer that responses pass", static number => number < 512 && number != 0
            ? "ProxyIOBufferSize must be >= 512 bytes, or 0 for system default." : null, static (settings, number) => settings.GivenIoBufferSize = number),
        new("BalancerGrowth", ArgumentKind.Take1, Server, "how many balancers may be added at run time", static (scope, arguments) =>
        {
            if (!int.TryParse(arguments[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var growth) || growth is < 0 or > 1000)
                return "BalancerGrowth must be between 0 and 1000";
            BackendDefinitions.Report(scope, Io.Logs.LogLevel.Warn, 0, "BalancerGrowth has no effect: nothing adds balancers at run time (growth= of a balancer makes room for members)");
            return null;
        }),
        new("ProxySourceAddress", ArgumentKind.Take1, Server, "the address that connections to backends come from", static (scope, arguments) =>
        {
            if (!IPAddress.TryParse(arguments[0], out var address))
                return "ProxySourceAddress invalid value";
            scope.ForServer<ProxyServerSettings>().SourceAddress = address;
            return null;
        }),
    ];

    private static DirectiveDefinition Flag(string name, AllowedIn allowedIn, string help, Action<ProxyServerSettings, bool> set) =>
        new(name, ArgumentKind.Flag, allowedIn, help, (scope, arguments) =>
        {
            set(scope.ForServer<ProxyServerSettings>(), DirectiveScope.IsOn(arguments[0]));
            return null;
        });

    private static DirectiveDefinition DirectoryFlag(string name, AllowedIn allowedIn, string help, Action<ProxyDirectorySettings, bool> set) =>
        new(name, ArgumentKind.Flag, allowedIn, help, (scope, arguments) =>
        {
            set(scope.Directory<ProxyDirectorySettings>(), DirectiveScope.IsOn(arguments[0]));
            return null;
        });

    private static DirectiveDefinition Choice<T>(string name, string help, string refusal, Action<ProxyServerSettings, T> set) where T : struct, Enum =>
        new(name, ArgumentKind.Take1, Server, help, (scope, arguments) =>
        {
            if (arguments[0].Length == 0 || !char.IsAsciiLetter(arguments[0][0]) || !Enum.TryParse<T>(arguments[0], ignoreCase: true, out var mode))
                return refusal;
            set(scope.ForServer<ProxyServerSettings>(), mode);
            return null;
        });

    private static DirectiveDefinition Number(string name, string help, Func<int, string?> check, Action<ProxyServerSettings, int> set) =>
        new(name, ArgumentKind.Take1, Server, help, (scope, arguments) =>
        {
            if (!int.TryParse(arguments[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                number = 0;
            if (check(number) is { } refusal)
                return refusal;
            set(scope.ForServer<ProxyServerSettings>(), number);
            return null;
        });

    private static string? Reverse(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var location = ProxyPassDirective.LocationOf(scope);
        var second = arguments.Count > 1 ? arguments[1] : null;
        var secondIsFlag = second is not null && second.Equals("interpolate", StringComparison.OrdinalIgnoreCase);
        ReverseMapping mapping;
        if (location is null)
        {
            if (second is null || secondIsFlag)
                return "ProxyPassReverse needs a path when not defined in a location";
            mapping = new ReverseMapping(arguments[0], second, arguments.Count > 2 && arguments[2].Equals("interpolate", StringComparison.OrdinalIgnoreCase));
        }
        else
        {
            if (second is not null && !secondIsFlag)
                return "ProxyPassReverse can not have a path when defined in a location";
            mapping = new ReverseMapping(location, arguments[0], secondIsFlag);
        }
        scope.Directory<ProxyDirectorySettings>().Reverse.Add(mapping);
        return null;
    }

    private static string? Cookie(List<ReverseMapping> mappings, IReadOnlyList<string> arguments)
    {
        mappings.Add(new ReverseMapping(arguments[1], arguments[0], arguments.Count > 2 && arguments[2].Equals("interpolate", StringComparison.OrdinalIgnoreCase)));
        return null;
    }

    private static string? ErrorOverride(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<ProxyDirectorySettings>();
        var word = arguments[0];
        if (word.Length > 0 && char.IsAsciiLetter(word[0]))
        {
            var on = word.Equals("on", StringComparison.OrdinalIgnoreCase);
            if (!on && !word.Equals("off", StringComparison.OrdinalIgnoreCase))
                return "ProxyErrorOverride first parameter must be one of: off | on";
            settings.OverridesErrors = on;
            settings.OverriddenStatuses = [];
            return null;
        }
        if (settings.OverridesErrors != true)
            return "ProxyErrorOverride: status codes must follow a value of 'on'";
        if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            return "ProxyErrorOverride: status codes to intercept must be numeric";
        if (status is < 400 or >= 600)
            return "ProxyErrorOverride: status codes to intercept must be valid HTTP Status Codes >=400 && <600";
        settings.OverriddenStatuses = [.. settings.OverriddenStatuses ?? [], status];
        return null;
    }

    private static string? Block(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.ForServer<ProxyServerSettings>();
        var word = arguments[0];
        if (settings.Blocked.Exists(blocked => blocked.Word.Equals(word, StringComparison.OrdinalIgnoreCase)))
            return null;
        // Its addresses block the host under other names too; they are looked up when it is first asked for.
        settings.Blocked.Add(new BlockedHost(word));
        return null;
    }
}
