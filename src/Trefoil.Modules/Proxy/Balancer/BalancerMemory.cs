using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>Gives every balancer its place in memory that all children share.</summary>
internal static class BalancerMemory
{
    /// <summary>In the parent: what was in effect before a restart, for BalancerPersist.</summary>
    private static Dictionary<string, WorkerRecord> _former = [];
    private static List<ProxyBalancer> _current = [];

    /// <summary>Null, or why the configuration is refused.</summary>
    internal static string? Share(ConfigurationContext context, IReadOnlyDictionary<string, ILbMethod> methods)
    {
        var balancers = new List<ProxyBalancer>();
        var persistent = new HashSet<ProxyBalancer>();
        Collect(context.MainServer, balancers, persistent);
        foreach (var host in context.VirtualHosts)
            Collect(host, balancers, persistent);
        foreach (var balancer in balancers)
        {
            if (!methods.ContainsKey(balancer.Parameters.Method))
                return $"AH02432: Cannot find LB Method: {balancer.Parameters.Method}";
            if (!context.IsChild)
                balancer.Parameters.Nonce ??= Guid.NewGuid().ToString();
        }
        if (balancers.Count == 0)
            return null;
        var sizes = balancers.ConvertAll(balancer => balancer.Members.Length + GrowthOf(balancer));
        var memory = context.ShareMemory("proxy-balancers", sizes.Sum(WorkerArea.SizeFor));
        var isFirst = !context.IsChild || memory is null;
        if (isFirst && !context.IsTest)
            Remember(persistent);
        var offset = 0L;
        for (var i = 0; i < balancers.Count; i++)
        {
            balancers[i].Share(new WorkerArea(memory, offset, sizes[i]), isFirst);
            offset += WorkerArea.SizeFor(sizes[i]);
            if (isFirst && persistent.Contains(balancers[i]))
                Restore(balancers[i]);
        }
        if (!context.IsTest)
            _current = balancers;
        return null;
    }

    private static void Collect(ServerConfig server, List<ProxyBalancer> balancers, HashSet<ProxyBalancer> persistent)
    {
        var settings = server.Settings.Get<ProxyServerSettings>();
        foreach (var balancer in settings.Balancers)
        {
            if (!balancers.Contains(balancer))
                balancers.Add(balancer);
            if (settings.Persists == true)
                persistent.Add(balancer);
        }
    }

    private static int GrowthOf(ProxyBalancer balancer) =>
        Math.Max(balancer.Parameters.Growth, 0);

    /// <summary>The last configuration's memory is still mapped while the next one is read.</summary>
    private static void Remember(HashSet<ProxyBalancer> persistent)
    {
        _former = [];
        if (persistent.Count == 0)
            return;
        foreach (var balancer in _current)
        {
            foreach (var member in balancer.Members)
                _former[$"{balancer.Name} {member.Name}"] = member.Record;
        }
    }

    private static void Restore(ProxyBalancer balancer)
    {
        foreach (var member in balancer.Members)
        {
            if (!_former.TryGetValue($"{balancer.Name} {member.Name}", out var record))
                continue;
            record.Busy = 0;
            member.Record = record;
        }
    }
}
