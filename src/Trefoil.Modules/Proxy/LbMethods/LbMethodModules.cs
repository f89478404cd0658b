using Trefoil.Configuration.Directives;
using Trefoil.Modules.Proxy.Balancer;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.LbMethods;

/// <summary>mod_lbmethod_byrequests: each member gets its share of the requests, by its factor.</summary>
public sealed class ByRequestsModule : Module, ILbMethod
{
    /// <inheritdoc/>
    public override string Identifier => "lbmethod_byrequests_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_lbmethod_byrequests.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    string ILbMethod.Name => "byrequests";

    ProxyWorker? ILbMethod.Choose(ProxyBalancer balancer, List<ProxyWorker> candidates) => ShareOut.Choose(candidates, static (worker, best) => ShareOut.HasMoreCredit(worker, best));
}

/// <summary>mod_lbmethod_bytraffic: each member gets its share of the bytes, by its factor.</summary>
public sealed class ByTrafficModule : Module, ILbMethod
{
    /// <inheritdoc/>
    public override string Identifier => "lbmethod_bytraffic_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_lbmethod_bytraffic.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    string ILbMethod.Name => "bytraffic";

    ProxyWorker? ILbMethod.Choose(ProxyBalancer balancer, List<ProxyWorker> candidates)
    {
        ProxyWorker? best = null;
        var least = long.MaxValue;
        foreach (var worker in candidates)
        {
            ref var record = ref worker.Record;
            var traffic = (record.Transferred + record.Received) * 100 / Math.Max(record.LoadFactor, 1);
            if (best is null || traffic < least)
                (best, least) = (worker, traffic);
        }
        return best;
    }
}

/// <summary>mod_lbmethod_bybusyness: the member with the fewest requests under way.</summary>
public sealed class ByBusynessModule : Module, ILbMethod
{
    /// <inheritdoc/>
    public override string Identifier => "lbmethod_bybusyness_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_lbmethod_bybusyness.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    string ILbMethod.Name => "bybusyness";

    ProxyWorker? ILbMethod.Choose(ProxyBalancer balancer, List<ProxyWorker> candidates) => ShareOut.Choose(candidates, static (worker, best) =>
        worker.Record.Busy < best.Record.Busy || (worker.Record.Busy == best.Record.Busy && ShareOut.HasMoreCredit(worker, best)));
}

/// <summary>Credit that grows by a member's factor with every choice, and is paid for by being chosen.</summary>
internal static class ShareOut
{
    internal static bool HasMoreCredit(ProxyWorker worker, ProxyWorker best) => worker.Record.LoadStatus > best.Record.LoadStatus;

    internal static ProxyWorker? Choose(List<ProxyWorker> candidates, Func<ProxyWorker, ProxyWorker, bool> isBetter)
    {
        ProxyWorker? best = null;
        var total = 0;
        foreach (var worker in candidates)
        {
            ref var record = ref worker.Record;
            record.LoadStatus += record.LoadFactor;
            total += record.LoadFactor;
            if (best is null || isBetter(worker, best))
                best = worker;
        }
        if (best is not null)
            best.Record.LoadStatus -= total;
        return best;
    }
}
