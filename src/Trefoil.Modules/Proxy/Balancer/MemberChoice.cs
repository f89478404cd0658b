using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>Which members may be chosen at all: by load-balancer set, state, and as a spare or standby only where others fail.</summary>
internal static class MemberChoice
{
    /// <summary>Chooses with the method; null where no member can serve. The one that has just failed is chosen only where there is no other.</summary>
    internal static ProxyWorker? Choose(ProxyBalancer balancer, ILbMethod method, ILogOrigin origin, ProxyWorker? former = null)
    {
        lock (balancer.Gate)
        {
            var sets = new SortedSet<int>();
            foreach (var member in balancer.Members)
                sets.Add(member.Record.LoadSet);
            // The first set with somebody able to work serves alone.
            foreach (var set in sets)
            {
                if (method.Choose(balancer, Candidates(balancer, set, origin, former)) is { } worker)
                    return worker;
            }
            return former is null ? null : Choose(balancer, method, origin);
        }
    }

    /// <summary>A member that a session has chosen pays for it as if the method had.</summary>
    internal static void CountRouted(ProxyBalancer balancer, ProxyWorker chosen)
    {
        lock (balancer.Gate)
        {
            var total = 0;
            foreach (var member in balancer.Members)
            {
                if (!member.IsUsable)
                    continue;
                member.Record.LoadStatus += member.Record.LoadFactor;
                total += member.Record.LoadFactor;
            }
            chosen.Record.LoadStatus -= total;
        }
    }

    private static List<ProxyWorker> Candidates(ProxyBalancer balancer, int set, ILogOrigin origin, ProxyWorker? former)
    {
        var usual = new List<ProxyWorker>();
        var spares = new List<ProxyWorker>();
        var standbys = new List<ProxyWorker>();
        var missing = 0;
        foreach (var member in balancer.Members)
        {
            if (member.Record.LoadSet != set)
                continue;
            var status = member.Status;
            var isSpare = (status & WorkerStatus.HotSpare) != 0;
            var isStandby = (status & WorkerStatus.HotStandby) != 0;
            var usable = member != former && (member.IsUsable || BackendConnector.TryRevive(member, origin, "BALANCER"));
            if (!usable || (status & WorkerStatus.Draining) != 0)
            {
                // A member that is away leaves its place to a spare.
                if (!isSpare && !isStandby)
                    missing++;
                continue;
            }
            (isStandby ? standbys : isSpare ? spares : usual).Add(member);
        }
        for (var i = 0; i < missing && i < spares.Count; i++)
            usual.Add(spares[i]);
        return usual.Count > 0 ? usual : standbys;
    }
}
