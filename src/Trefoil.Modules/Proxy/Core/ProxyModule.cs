using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>mod_proxy: which requests are served by other servers, and by which; the protocols spoken to them are modules of their own (<see cref="IProxyScheme"/>).</summary>
public sealed class ProxyModule : Module, IPostReadRequest, IPreTranslateName, ITranslateName, IMapToStorage, IFixups, IHandler, Generators.Status.IStatusContributor
{
    internal const string HandlerName = "proxy-server";

    private IProxyScheme[] _schemes = [];
    private IProxyMappingCheck[] _checks = [];
    private IProxyBalancing? _balancing;

    /// <inheritdoc/>
    public override string Identifier => "proxy_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_proxy.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => ProxyDirectives.All;

    /// <summary>Behind mod_rewrite, whose rules may ask for a proxy, and in front of aliases.</summary>
    public PhaseOrder OrderIn(RequestPhase phase) => phase switch
    {
        RequestPhase.TranslateName or RequestPhase.Fixups => PhaseOrder.First + 1,
        _ => PhaseOrder.First,
    };

    /// <inheritdoc/>
    public override string? PostConfig(ConfigurationContext context)
    {
        _schemes = [.. context.Modules.OfType<IProxyScheme>()];
        _checks = [.. context.Modules.OfType<IProxyMappingCheck>()];
        _balancing = context.Modules.OfType<IProxyBalancing>().FirstOrDefault();
        Settle(context.MainServer);
        foreach (var host in context.VirtualHosts)
            Settle(host);
        return null;
    }

    /// <inheritdoc/>
    public bool WatchesRequests(ServerConfig server) => server.Settings.Get<ProxyServerSettings>().IsForward == true;

    /// <summary>Requests to other hosts, where ProxyRequests is on.</summary>
    public PhaseResult PostReadRequest(Request request)
    {
        if (request.ForServer<ProxyServerSettings>().IsForward == true && ForwardRequests.IsForOther(request))
        {
            request.ProxyRequest = ProxyRequestKind.Forward;
            request.Uri = request.UnparsedUri;
            request.Filename = "proxy:" + request.Uri;
            request.Handler = HandlerName;
        }
        return PhaseResult.Declined;
    }

    /// <inheritdoc/>
    public PhaseResult PreTranslateName(Request request)
    {
        if (request.ProxyRequest != ProxyRequestKind.None)
            return PhaseResult.Done;
        return ProxyMapping.Map(request, encoded: true, _checks);
    }

    /// <inheritdoc/>
    public PhaseResult TranslateName(Request request) =>
        request.ProxyRequest != ProxyRequestKind.None ? PhaseResult.Ok : ProxyMapping.Map(request, encoded: false, _checks);

    /// <inheritdoc/>
    public PhaseResult MapToStorage(Request request)
    {
        if (request.ProxyRequest == ProxyRequestKind.None || !ProxyWalk.IsProxied(request))
            return PhaseResult.Declined;
        ProxyWalk.Run(request);
        return PhaseResult.Ok;
    }

    /// <inheritdoc/>
    public PhaseResult Fixup(Request request) =>
        request.ProxyRequest == ProxyRequestKind.None || !ProxyWalk.IsProxied(request) ? PhaseResult.Declined : Canonicalise(request);

    /// <inheritdoc/>
    public ValueTask<PhaseResult> HandleAsync(Request request)
    {
        if (request.ProxyRequest == ProxyRequestKind.None)
        {
            // A handler may name a backend: SetHandler "proxy:unix:/run/fpm.sock|fcgi://localhost".
            if (request.Handler is not { } handler || !handler.StartsWith("proxy:", StringComparison.Ordinal) || TakeHandler(request, handler) is not { } failure)
                return request.ProxyRequest == ProxyRequestKind.None ? new(PhaseResult.Declined) : ServeAsync(request);
            return new(failure);
        }
        return ProxyWalk.IsProxied(request) ? ServeAsync(request) : new(PhaseResult.Declined);
    }

    void Generators.Status.IStatusContributor.AppendStatus(Request request, System.Text.StringBuilder text, bool isAuto) => Balancer.BalancerStatus.Append(request, text, isAuto);

    private static void Settle(ServerConfig server)
    {
        var settings = server.Settings.Get<ProxyServerSettings>();
        settings.General.Settle();
        foreach (var worker in settings.Workers)
            worker.Settle();
    }

    private ValueTask<PhaseResult> ServeAsync(Request request) => ProxyHandler.ServeAsync(request, _schemes, _balancing);

    private PhaseResult? TakeHandler(Request request, string handler)
    {
        var filename = request.Filename;
        request.ProxyRequest = ProxyRequestKind.Reverse;
        request.Filename = handler + filename;
        request.Notes.Set("proxy-sethandler", "1");
        var result = Canonicalise(request);
        if (!result.IsStatus)
            return null;
        request.Filename = filename;
        request.ProxyRequest = ProxyRequestKind.None;
        return result;
    }

    /// <summary>Lets the scheme's module check and complete the URL.</summary>
    private PhaseResult Canonicalise(Request request)
    {
        var url = request.Filename![6..];
        if (!ProxyUrl.TrySplitUnix(url, out var plain, out var unixPath))
            return 400;
        if (unixPath is not null)
        {
            request.Notes.Set("uds_path", unixPath);
            request.Filename = "proxy:" + plain;
            url = plain;
        }
        foreach (var scheme in _schemes)
        {
            var result = scheme.Canonicalise(request, url);
            if (result != PhaseResult.Declined)
                return result;
        }
        if (_balancing is not null && Balancer.ProxyBalancer.IsName(url))
            return _balancing.Canonicalise(request, url);
        return url.IndexOf(':') <= 0 ? 400 : PhaseResult.Ok;
    }
}
