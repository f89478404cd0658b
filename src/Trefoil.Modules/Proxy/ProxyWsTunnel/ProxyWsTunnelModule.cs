using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.ProxyHttp;

namespace Trefoil.Modules.Proxy.ProxyWsTunnel;

/// <summary>
/// mod_proxy_wstunnel: "ws:" backends. It leaves them to mod_proxy_http, which serves requests without an upgrade too, unless ProxyWebsocketFallbackToProxyHttp is off
/// or that module is not loaded.
/// </summary>
public sealed class ProxyWsTunnelModule : Module, IProxyScheme, IProxyMappingCheck
{
    private const string Name = "proxy_wstunnel";

    private static readonly CanonicalUrl.Codes Codes = new(2439, 10419, 10409);

    private bool _hasHttp;

    /// <inheritdoc/>
    public override string Identifier => "proxy_wstunnel_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_proxy_wstunnel.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("ProxyWebsocketFallbackToProxyHttp", ArgumentKind.Flag, AllowedIn.RsrcConf | AllowedIn.AccessConf, "Off to serve ws: here and for upgrades only", static (scope, arguments) =>
        {
            scope.Directory<WsTunnelSettings>().FallsBack = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
    ];

    /// <inheritdoc/>
    public override string? PostConfig(ConfigurationContext context)
    {
        _hasHttp = context.HasModule("mod_proxy_http.c");
        return null;
    }

    bool IProxyMappingCheck.Accepts(Request request, string url) => !IsOurs(request, url) || WantsWebSocket(request);

    PhaseResult IProxyScheme.Canonicalise(Request request, string url) =>
        IsOurs(request, url) ? CanonicalUrl.Apply(request, url, Name, Codes) : PhaseResult.Declined;

    async ValueTask<PhaseResult> IProxyScheme.HandleAsync(ProxyCall call)
    {
        var request = call.Request;
        if (!IsOurs(request, call.Url) || call.Scheme == "wss")
        {
            if (call.Url.StartsWith("ws", StringComparison.OrdinalIgnoreCase))
                Log.Write(request, LogLevel.Debug, Name, 2450, $"declining URL {call.Url}");
            return PhaseResult.Declined;
        }
        if (!WantsWebSocket(request))
        {
            Log.Write(request, LogLevel.Info, Name, 2900,
                $"require upgrade for URL {call.Url} (Upgrade header is {request.HeadersIn.Get("Upgrade") ?? "not present"}, expecting WebSocket)");
            request.HeadersOut.Set("Connection", "Upgrade");
            request.HeadersOut.Set("Upgrade", "WebSocket");
            return 426;
        }
        using var exchange = new HttpExchange(call);
        return await exchange.RunAsync();
    }

    private static bool WantsWebSocket(Request request) => request.HeadersIn.Get("Upgrade")?.Equals("WebSocket", StringComparison.OrdinalIgnoreCase) == true;

    private bool IsOurs(Request request, string url) =>
        (url.StartsWith("ws:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("wss:", StringComparison.OrdinalIgnoreCase))
        && !(_hasHttp && request.Directory<WsTunnelSettings>().FallsBack != false);
}

internal sealed class WsTunnelSettings : ISettings<WsTunnelSettings>
{
    internal bool? FallsBack { get; set; }

    public WsTunnelSettings Merge(WsTunnelSettings inner) => new() { FallsBack = inner.FallsBack ?? FallsBack };
}
