using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>A way to choose among the members of a balancer.</summary>
internal interface ILbMethod
{
    /// <summary>Its name for lbmethod=.</summary>
    string Name { get; }

    /// <summary>The best of the candidates, whose numbers it may change; called with the balancer's gate held. Null where none will do.</summary>
    ProxyWorker? Choose(ProxyBalancer balancer, List<ProxyWorker> candidates);
}
