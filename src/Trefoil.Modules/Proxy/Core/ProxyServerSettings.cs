using System.Net;
using Trefoil.Configuration.Settings;
using Trefoil.Modules.Proxy.Balancer;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>What is done with the Via field.</summary>
internal enum ViaMode
{
    Off,
    On,
    Full,
    Block,
}

/// <summary>What is done with a header line of a backend that is none.</summary>
internal enum BadHeaderMode
{
    IsError,
    Ignore,
    StartBody,
}

/// <summary>How much mod_status shows of balancers.</summary>
internal enum ProxyStatusMode
{
    Off,
    On,
    Full,
}

/// <summary>What mod_proxy is told for a server: its mappings, backends and rules.</summary>
internal sealed class ProxyServerSettings : ISettings<ProxyServerSettings>
{
    /// <summary>ProxyPass in order.</summary>
    internal List<ProxyPassEntry> Mappings { get; private init; } = [];

    internal List<ProxyWorker> Workers { get; private init; } = [];

    internal List<ProxyBalancer> Balancers { get; private init; } = [];

    internal List<RemoteProxy> Remotes { get; private init; } = [];

    /// <summary>ProxyBlock.</summary>
    internal List<BlockedHost> Blocked { get; private init; } = [];

    /// <summary>NoProxy.</summary>
    internal List<DirectHost> Direct { get; private init; } = [];

    /// <summary>Backends without a worker of their own, of reverse and of forward requests.</summary>
    internal ProxyWorker General { get; } = new(new ProxyUrl("proxy", "reverse", 0, "", null, null), "proxy:reverse") { IsGeneral = true };

    internal string? Domain { get; set; }

    internal bool? IsForward { get; set; }

    internal ViaMode? Via { get; set; }

    internal BadHeaderMode? BadHeader { get; set; }

    internal ProxyStatusMode? Status { get; set; }

    /// <summary>Milliseconds, or null for Timeout's.</summary>
    internal long? Timeout { get; set; }

    internal long? MaxForwards { get; set; }

    internal int? GivenReceiveBufferSize { get; set; }

    internal int? GivenIoBufferSize { get; set; }

    internal IPAddress? SourceAddress { get; set; }

    internal bool? Persists { get; set; }

    internal bool? InheritsBalancers { get; set; }

    internal bool? InheritsMappings { get; set; }

    internal int ReceiveBufferSize => GivenReceiveBufferSize ?? 0;

    internal int IoBufferSize => GivenIoBufferSize is > 0 and var size ? size : 8192;

    /// <summary>True where some mapping is compared before the path is unescaped.</summary>
    internal bool MapsEncoded => Mappings.Exists(static mapping => (mapping.Flags & ProxyPassFlags.MapEncoded) != 0);

    public ProxyServerSettings Merge(ProxyServerSettings inner) => new()
    {
        Mappings = inner.InheritsMappings == false ? inner.Mappings : [.. Mappings, .. inner.Mappings],
        Workers = inner.InheritsBalancers == false ? inner.Workers : [.. Workers, .. inner.Workers],
        Balancers = inner.InheritsBalancers == false ? inner.Balancers : [.. Balancers, .. inner.Balancers],
        Remotes = [.. Remotes, .. inner.Remotes],
        Blocked = [.. Blocked, .. inner.Blocked],
        Direct = [.. Direct, .. inner.Direct],
        Domain = inner.Domain ?? Domain,
        IsForward = inner.IsForward ?? IsForward,
        Via = inner.Via ?? Via,
        BadHeader = inner.BadHeader ?? BadHeader,
        Status = inner.Status ?? Status,
        Timeout = inner.Timeout ?? Timeout,
        MaxForwards = inner.MaxForwards ?? MaxForwards,
        GivenReceiveBufferSize = inner.GivenReceiveBufferSize ?? GivenReceiveBufferSize,
        GivenIoBufferSize = inner.GivenIoBufferSize ?? GivenIoBufferSize,
        SourceAddress = inner.SourceAddress ?? SourceAddress,
        Persists = inner.Persists ?? Persists,
        InheritsBalancers = inner.InheritsBalancers ?? InheritsBalancers,
        InheritsMappings = inner.InheritsMappings ?? InheritsMappings,
    };

    /// <summary>The balancer that a URL names, or null.</summary>
    internal ProxyBalancer? FindBalancer(string url) =>
        ProxyBalancer.NameIn(url) is { } name ? Balancers.Find(balancer => balancer.Name == name) : null;

    /// <summary>The worker with the longest name that the URL begins with, or null; only those of ProxyPassMatch, or only the others, where that is said.</summary>
    internal ProxyWorker? FindWorker(string url, bool? isFromPattern = null)
    {
        ProxyWorker? best = null;
        var text = WorkerNames.Normalise(url);
        foreach (var worker in Workers)
        {
            if (isFromPattern is { } wanted && worker.IsFromPattern != wanted)
                continue;
            if ((best is null || worker.Name.Length > best.Name.Length) && WorkerNames.Covers(worker, text))
                best = worker;
        }
        return best;
    }
}
