using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Core;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>mod_proxy_http: backends that speak HTTP/1, and upgrades to other protocols (WebSocket) on the way.</summary>
public sealed class ProxyHttpModule : Module, IProxyScheme
{
    internal const string Name = "proxy_http";

    private static readonly CanonicalUrl.Codes Codes = new(1083, 10415, 10408);

    /// <inheritdoc/>
    public override string Identifier => "proxy_http_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_proxy_http.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    /// <inheritdoc/>
    public override string? PostConfig(ConfigurationContext context) =>
        context.HasModule("mod_proxy.c") ? null : "AH02477: mod_proxy must be loaded for mod_proxy_http";

    PhaseResult IProxyScheme.Canonicalise(Request request, string url) =>
        SchemeOf(url) is null ? PhaseResult.Declined : CanonicalUrl.Apply(request, url, Name, Codes);

    async ValueTask<PhaseResult> IProxyScheme.HandleAsync(ProxyCall call)
    {
        var request = call.Request;
        var scheme = SchemeOf(call.Url);
        // Through a remote proxy other schemes may go as plain HTTP.
        if (scheme is null && !(call.Remote is not null && call.Url.StartsWith("ftp:", StringComparison.OrdinalIgnoreCase)))
        {
            Log.Write(request, LogLevel.Debug, Name, 1113, $"HTTP: declining URL {call.Url}");
            return PhaseResult.Declined;
        }
        if (scheme is "https" or "wss")
        {
            Log.Write(request, LogLevel.Error, Name, 1112, $"HTTP: declining URL {call.Url} (mod_ssl not configured?)");
            return PhaseResult.Declined;
        }
        using var exchange = new HttpExchange(call);
        return await exchange.RunAsync();
    }

    private static string? SchemeOf(string url)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["http", "https", "ws", "wss"])
        {
            if (url.Length > scheme.Length && url[scheme.Length] == ':' && url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return scheme;
        }
        return null;
    }
}
