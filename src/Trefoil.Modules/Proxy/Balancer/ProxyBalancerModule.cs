using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>mod_proxy_balancer: chooses among several backends, keeps clients where their session is, and leaves failed members alone for a while.</summary>
public sealed class ProxyBalancerModule : Module, IProxyBalancing, IHandler
{
    private const string Name = "proxy_balancer";

    private static readonly CanonicalUrl.Codes Codes = new(1157, 10416, 10407);

    private readonly Dictionary<string, ILbMethod> _methods = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Identifier => "proxy_balancer_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_proxy_balancer.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    /// <inheritdoc/>
    public PhaseOrder OrderIn(RequestPhase phase) => PhaseOrder.First;

    internal IReadOnlyDictionary<string, ILbMethod> Methods => _methods;

    /// <inheritdoc/>
    public override string? PostConfig(ConfigurationContext context)
    {
        if (!context.HasModule("mod_proxy.c"))
            return "AH02230: mod_proxy must be loaded for mod_proxy_balancer";
        foreach (var method in context.Modules.OfType<ILbMethod>())
            _methods[method.Name] = method;
        if (!context.HasModule("mod_slotmem_shm.c"))
            return "AH01177: Failed to lookup provider 'shm' for 'slotmem': is mod_slotmem_shm loaded??";
        return BalancerMemory.Share(context, _methods);
    }

    /// <inheritdoc/>
    public ValueTask<PhaseResult> HandleAsync(Request request) =>
        request.Handler == BalancerManager.HandlerName ? BalancerManager.HandleAsync(request, this) : new(PhaseResult.Declined);

    PhaseResult IProxyBalancing.Canonicalise(Request request, string url) => CanonicalUrl.Apply(request, url, Name, Codes);

    async ValueTask<BalancerChoice> IProxyBalancing.ChooseAsync(Request request, ProxyBalancer balancer, ProxyWorker? former, string url)
    {
        var parameters = balancer.Parameters;
        if (balancer.Members.Length == 0)
        {
            Log.Write(request, LogLevel.Error, Name, 1171, $"{balancer.Name}: No workers in balancer");
            return new(null, url, 503);
        }
        ForceRecovery(request, balancer);
        var route = StickySession.RouteOf(request, parameters, out var sticky);
        var worker = route is null ? null : FindByRoute(request, balancer, route, former);
        if (worker is null)
        {
            if (route is not null && parameters.ForcesSticky)
            {
                Log.Write(request, LogLevel.Error, Name, 1167, $"{balancer.Name}: All workers are in error state for route ({route})");
                return new(null, url, 503);
            }
            worker = await FindBestAsync(request, balancer, former);
            if (worker is null)
            {
                Log.Write(request, LogLevel.Error, Name, 1170, $"{balancer.Name}: All workers are in error state");
                return new(null, url, 503);
            }
            // Whoever has no session yet, or lost it, gets another place than before.
            if (parameters.Sticky is not null)
                request.Environment.Set("BALANCER_ROUTE_CHANGED", "1");
        }
        else
        {
            MemberChoice.CountRouted(balancer, worker);
        }
        Interlocked.Increment(ref worker.Record.Busy);
        Interlocked.Increment(ref worker.Record.Elected);
        SetEnvironment(request, balancer, worker, sticky, route);
        var target = RewriteUrl(worker, url);
        Log.Write(request, LogLevel.Debug, Name, 1172, $"{balancer.Name}: worker ({worker.Name}) rewritten to {target}");
        return new(worker, target, 0);
    }

    void IProxyBalancing.OnAttemptEnded(Request request, ProxyBalancer balancer, ProxyWorker worker, PhaseResult result)
    {
        var parameters = balancer.Parameters;
        if (Interlocked.Decrement(ref worker.Record.Busy) < 0)
            Interlocked.Increment(ref worker.Record.Busy);
        if ((worker.Status & WorkerStatus.IgnoreErrors) != 0)
            return;
        var status = result.IsStatus ? result.Code : request.Status;
        if (parameters.FailOnStatus.Contains(status))
        {
            Log.Write(request, LogLevel.Error, Name, 1174,
                $"{balancer.Name}: Forcing worker ({worker.Name}) into error state due to status code {status} matching 'failonstatus' balancer parameter");
            worker.MarkFailed();
        }
        if (parameters.FailsOnTimeout && request.NotesOrNull?.Get("proxy_timedout") is not null)
        {
            Log.Write(request, LogLevel.Error, Name, 2460, $"{balancer.Name}: Forcing worker ({worker.Name}) into error state due to timeout and 'failontimeout' parameter being set");
            worker.MarkFailed();
        }
    }

    /// <summary>With every member in error, waiting for the retry times would only refuse everybody.</summary>
    private static void ForceRecovery(Request request, ProxyBalancer balancer)
    {
        if (!balancer.Parameters.ForcesRecovery)
            return;
        foreach (var member in balancer.Members)
        {
            if ((member.Status & WorkerStatus.InError) == 0)
                return;
        }
        foreach (var member in balancer.Members)
        {
            member.Record.Retries++;
            member.Unset(WorkerStatus.InError);
            Log.Write(request, LogLevel.Debug, Name, 1165, $"{balancer.Name}: Forcing recovery for worker ({member.Host}:{member.Port})");
        }
    }

    /// <summary>The member of a route; where it is away the one that its redirect= names, or a standby of its route.</summary>
    private static ProxyWorker? FindByRoute(Request request, ProxyBalancer balancer, string route, ProxyWorker? former)
    {
        for (var depth = 0; depth <= balancer.Members.Length; depth++)
        {
            ProxyWorker? named = null;
            ProxyWorker? standby = null;
            foreach (var member in balancer.Members)
            {
                if (ShortText.Read(in member.Record.Route) != route)
                    continue;
                if ((member.Status & (WorkerStatus.HotStandby | WorkerStatus.HotSpare)) != 0)
                    standby ??= member;
                else
                    named ??= member;
            }
            foreach (var member in (ReadOnlySpan<ProxyWorker?>)[named, standby])
            {
                if (member is not null && member != former && (member.IsUsable || BackendConnector.TryRevive(member, request, "BALANCER")))
                    return member;
            }
            var redirect = named is null ? "" : ShortText.Read(in named.Record.Redirect);
            if (redirect.Length == 0 || redirect == route)
                return null;
            route = redirect;
        }
        return null;
    }

    private async ValueTask<ProxyWorker?> FindBestAsync(Request request, ProxyBalancer balancer, ProxyWorker? former)
    {
        const int Pause = 100;
        if (!_methods.TryGetValue(balancer.Parameters.Method, out var method))
            return null;
        var deadline = Environment.TickCount64 + balancer.Parameters.Timeout;
        while (true)
        {
            if (MemberChoice.Choose(balancer, method, request, former) is { } worker)
                return worker;
            if (balancer.Parameters.Timeout == 0 || Environment.TickCount64 >= deadline || request.Connection.Reactor is not { } reactor)
                return null;
            using var signal = new Io.Reactors.ReactorSignal(reactor);
            await signal.WaitAsync(Pause);
        }
    }

    private static void SetEnvironment(Request request, ProxyBalancer balancer, ProxyWorker worker, string? sticky, string? route)
    {
        request.Environment.Set("BALANCER_NAME", balancer.Name);
        request.Environment.Set("BALANCER_WORKER_NAME", worker.Name);
        request.Environment.Set("BALANCER_WORKER_ROUTE", ShortText.Read(in worker.Record.Route));
        if (sticky is null)
            return;
        request.Notes.Set("session-sticky", sticky);
        request.Environment.Set("BALANCER_SESSION_STICKY", sticky);
        if (route is null)
            return;
        request.Notes.Set("session-route", route);
        request.Environment.Set("BALANCER_SESSION_ROUTE", route);
    }

    private static string RewriteUrl(ProxyWorker worker, string url)
    {
        var slash = url.IndexOf('/', "balancer://".Length);
        return slash < 0 ? worker.Name : worker.Name + url[slash..];
    }
}
