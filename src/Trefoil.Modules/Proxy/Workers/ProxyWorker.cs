using Trefoil.Modules.Proxy.Core;

namespace Trefoil.Modules.Proxy.Workers;

/// <summary>One backend: its URL, what the configuration says of it, its connections in this child, and its state.</summary>
internal sealed class ProxyWorker
{
    private readonly WorkerRecord[] _own = new WorkerRecord[1];
    private WorkerArea? _shared;
    private int _sharedIndex;
    private ConnectionPool? _pool;

    internal ProxyWorker(in ProxyUrl url, string name)
    {
        Url = url;
        Name = name;
    }

    /// <summary>"http://host:8080/path": what a request's URL must begin with to be this worker's.</summary>
    internal string Name { get; }

    internal ProxyUrl Url { get; }

    internal string Scheme => Url.Scheme;

    internal string Host => Url.Host;

    /// <summary>The port to connect to.</summary>
    internal int Port => Url.EffectivePort;

    /// <summary>The Unix socket, or null for TCP.</summary>
    internal string? UnixPath => Url.UnixPath;

    internal WorkerParameters Parameters { get; } = new();

    /// <summary>True where the name has group references of a ProxyPassMatch; <see cref="Name"/> matches up to the first of them.</summary>
    internal bool IsPattern { get; init; }

    /// <summary>True where a ProxyPassMatch made it.</summary>
    internal bool IsFromPattern { get; set; }

    /// <summary>True for the workers that stand for all backends without one of their own: no reuse, no memory of errors.</summary>
    internal bool IsGeneral { get; init; }

    /// <summary>Whether connections are kept for following requests.</summary>
    internal bool ReusesConnections => !IsGeneral && (Parameters.ReusesConnections ?? !IsPattern);

    /// <summary>This child's connections.</summary>
    internal ConnectionPool Pool => _pool ?? LazyInitializer.EnsureInitialized(ref _pool, () => new ConnectionPool(this));

    /// <summary>The state, in place; shared with other children where the worker belongs to a balancer.</summary>
    internal ref WorkerRecord Record => ref _shared is { } shared ? ref shared[_sharedIndex] : ref _own[0];

    internal WorkerStatus Status => (WorkerStatus)Volatile.Read(ref Record.Status);

    internal bool IsUsable => (Status & WorkerStatus.NotUsable) == 0;

    /// <summary>Puts what the configuration says into the state.</summary>
    internal void InitializeRecord(ref WorkerRecord record)
    {
        record.Status = (uint)(Parameters.Status | WorkerStatus.Initialized | (IsGeneral ? WorkerStatus.IgnoreErrors : 0));
        record.LoadSet = Parameters.LoadSet;
        record.LoadFactor = Parameters.LoadFactor;
        record.RetryMilliseconds = Parameters.Retry;
        ShortText.Write(ref record.Route, Parameters.Route);
        ShortText.Write(ref record.Redirect, Parameters.Redirect);
        if (Parameters.Health is not { } health)
            return;
        (record.HealthInterval, record.HealthPasses, record.HealthFails) = (health.Interval, health.Passes, health.Fails);
        ShortText.Write(ref record.HealthUri, health.Uri);
    }

    /// <summary>Takes its state from shared memory from now on.</summary>
    internal void Share(WorkerArea shared, int index)
    {
        _shared = shared;
        _sharedIndex = index;
    }

    /// <summary>Called once the configuration is read: what is given there becomes the state.</summary>
    internal void Settle()
    {
        if (_shared is null)
            InitializeRecord(ref _own[0]);
    }

    internal void Set(WorkerStatus status) => WorkerRecord.Change(ref Record, status, WorkerStatus.None);

    internal void Unset(WorkerStatus status) => WorkerRecord.Change(ref Record, WorkerStatus.None, status);

    /// <summary>Leaves the backend alone for its retry time.</summary>
    internal void MarkFailed()
    {
        Record.ErrorTime = Environment.TickCount64;
        Set(WorkerStatus.InError);
    }
}
