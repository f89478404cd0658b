using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Scripts;

namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>mod_proxy_fcgi: programs that speak FastCGI, PHP-FPM before all others.</summary>
public sealed class ProxyFcgiModule : Module, IProxyScheme
{
    internal const string Name = "proxy_fcgi";

    /// <inheritdoc/>
    public override string Identifier => "proxy_fcgi_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_proxy_fcgi.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => ProxyFcgiDirectives.All;

    PhaseResult IProxyScheme.Canonicalise(Request request, string url)
    {
        if (!IsOurs(url))
            return PhaseResult.Declined;
        if (BackendUrl.Set(request, url, out var refusal, Name, 1059) is not { } path)
            return refusal;
        if (request.HasEnvironment && request.Environment.Get("proxy-fcgi-pathinfo") is { } rule)
            FastCgiVariables.GuessPathInfo(request, path, rule);
        return PhaseResult.Ok;
    }

    async ValueTask<PhaseResult> IProxyScheme.HandleAsync(ProxyCall call)
    {
        if (!IsOurs(call.Url))
            return PhaseResult.Declined;
        using var exchange = new FastCgiExchange(call);
        return await exchange.RunAsync();
    }

    private static bool IsOurs(string url) => url.StartsWith("fcgi:", StringComparison.OrdinalIgnoreCase);
}
