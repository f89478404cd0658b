using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Modules.Proxy.Balancer;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>The part of mod_proxy_balancer that mod_proxy works with.</summary>
internal interface IProxyBalancing
{
    /// <summary>Checks and completes a balancer's URL.</summary>
    PhaseResult Canonicalise(Request request, string url);

    /// <summary>Chooses a member; the worker is null where none can serve, with the status to answer with. The URL becomes the member's.</summary>
    ValueTask<BalancerChoice> ChooseAsync(Request request, ProxyBalancer balancer, ProxyWorker? former, string url);

    /// <summary>The attempt is over: counts it, and remembers failures.</summary>
    void OnAttemptEnded(Request request, ProxyBalancer balancer, ProxyWorker worker, PhaseResult result);
}

/// <summary>What a balancer has chosen.</summary>
internal readonly record struct BalancerChoice(ProxyWorker? Worker, string Url, int Status);
