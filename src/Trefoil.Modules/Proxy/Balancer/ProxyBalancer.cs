using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>A group of workers that share the load ("balancer://name").</summary>
internal sealed class ProxyBalancer(string name)
{
    private readonly Lock _gate = new();
    private WorkerArea _area = new(null, 0, 0);
    private int _seen;

    /// <summary>"balancer://name", lower case.</summary>
    internal string Name { get; } = name;

    internal BalancerParameters Parameters { get; } = new();

    /// <summary>The members in order of the file; replaced when one is added at run time.</summary>
    internal ProxyWorker[] Members { get; private set; } = [];

    /// <summary>Held while a member is chosen, so that the numbers of one choice belong together.</summary>
    internal Lock Gate => _gate;

    /// <summary>The state that children share.</summary>
    internal ref BalancerRecord State => ref _area.Head;

    /// <summary>How many members there is room for.</summary>
    internal int MostMembers => _area.Count;

    internal void Add(ProxyWorker worker) => Members = [.. Members, worker];

    /// <summary>The member of that name, or null.</summary>
    internal ProxyWorker? Find(string workerName) => Array.Find(Members, member => member.Name == workerName);

    /// <summary>Takes its state from <paramref name="area"/>; the first process fills it.</summary>
    internal void Share(WorkerArea area, bool isFirst)
    {
        _area = area;
        for (var i = 0; i < Members.Length; i++)
        {
            if (isFirst)
                Members[i].InitializeRecord(ref area[i]);
            Members[i].Share(area, i);
        }
        if (isFirst)
            Publish();
        else
            Refresh();
    }

    /// <summary>Tells the other children what <see cref="Parameters"/> and <see cref="Members"/> say now.</summary>
    internal void Publish()
    {
        ref var state = ref State;
        state.Members = Members.Length;
        state.MaxAttempts = Parameters.MaxAttempts ?? -1;
        state.ForcesSticky = Parameters.ForcesSticky ? 1 : 0;
        state.Timeout = Parameters.Timeout;
        ShortText.Write(ref state.Method, Parameters.Method);
        ShortText.Write(ref state.Sticky, Parameters.Sticky ?? "");
        ShortText.Write(ref state.StickyPath, Parameters.StickyPath);
        ShortText.Write(ref state.Nonce, Parameters.Nonce ?? "");
        Volatile.Write(ref state.Version, ++_seen);
    }

    /// <summary>Takes over what another child has changed.</summary>
    internal void Refresh()
    {
        ref var state = ref State;
        var version = Volatile.Read(ref state.Version);
        if (version == _seen)
            return;
        lock (_gate)
        {
            _seen = version;
            Parameters.MaxAttempts = state.MaxAttempts < 0 ? null : state.MaxAttempts;
            Parameters.ForcesSticky = state.ForcesSticky != 0;
            Parameters.Timeout = state.Timeout;
            Parameters.Method = ShortText.Read(in state.Method);
            Parameters.Sticky = ShortText.Read(in state.Sticky) is { Length: > 0 } sticky ? sticky : null;
            Parameters.StickyPath = ShortText.Read(in state.StickyPath);
            Parameters.Nonce = ShortText.Read(in state.Nonce);
            while (Members.Length < Math.Min(state.Members, _area.Count))
            {
                if (BackendDefinitions.DefineWorker(ShortText.Read(in _area[Members.Length].Url), isPattern: false, out _) is not { } added)
                    return;
                added.Share(_area, Members.Length);
                Add(added);
            }
        }
    }

    /// <summary>Adds a member at run time; false where there is no room or the URL is none.</summary>
    internal bool TryGrow(string url)
    {
        lock (_gate)
        {
            if (Members.Length >= _area.Count || url.Length >= ShortText.Length || BackendDefinitions.DefineWorker(url, isPattern: false, out _) is not { } worker
                || Find(worker.Name) is not null)
                return false;
            ref var record = ref _area[Members.Length];
            record = default;
            // Out of use until somebody has looked at its settings.
            worker.Parameters.Status = WorkerStatus.Disabled;
            worker.InitializeRecord(ref record);
            ShortText.Write(ref record.Url, url);
            worker.Share(_area, Members.Length);
            Add(worker);
            Publish();
            return true;
        }
    }

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
