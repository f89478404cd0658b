using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>A group of workers that share the load ("balancer://name").</summary>
internal sealed class ProxyBalancer(string name)
{
    private readonly Lock _gate = new();

    /// <summary>"balancer://name", lower case.</summary>
    internal string Name { get; } = name;

    internal BalancerParameters Parameters { get; } = new();

    /// <summary>The members in order of the file; replaced when one is added at run time.</summary>
    internal ProxyWorker[] Members { get; private set; } = [];

    /// <summary>Held while a member is chosen, so that the numbers of one choice belong together.</summary>
    internal Lock Gate => _gate;

    internal void Add(ProxyWorker worker) => Members = [.. Members, worker];

    /// <summary>The member of that name, or null.</summary>
    internal ProxyWorker? Find(string workerName) => Array.Find(Members, member => member.Name == workerName);

    /// <summary>True for "balancer://" and something behind it.</summary>
    internal static bool IsName(string url) => url.Length > 11 && url.StartsWith("balancer://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The balancer's name in a URL, lower case without the path; null where there is none.</summary>
    internal static string? NameIn(string url)
    {
        if (!IsName(url))
            return null;
        var slash = url.IndexOf('/', 11);
        return (slash < 0 ? url : url[..slash]).ToLowerInvariant();
    }
}
