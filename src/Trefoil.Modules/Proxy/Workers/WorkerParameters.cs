namespace Trefoil.Modules.Proxy.Workers;

/// <summary>What ProxyPass, BalancerMember, ProxySet and Proxy sections say about a worker. Times are milliseconds, -1 or 0 where not given.</summary>
internal sealed class WorkerParameters
{
    /// <summary>Connections kept open when idle; accepted for what it means in reports, nothing is opened ahead.</summary>
    internal int Min { get; set; }

    /// <summary>Most connections of one child; 0 for as many as there are requests.</summary>
    internal int Max { get; set; }

    /// <summary>Idle connections beyond this many end after <see cref="TimeToLive"/>; -1 for all.</summary>
    internal int SoftMax { get; set; } = -1;

    internal long TimeToLive { get; set; }

    /// <summary>Longest wait for a free connection; 0 for as long as it takes.</summary>
    internal long Acquire { get; set; }

    internal long Timeout { get; set; }

    internal long ConnectionTimeout { get; set; }

    internal long Ping { get; set; }

    /// <summary>How long a failed backend is left alone.</summary>
    internal long Retry { get; set; } = 60_000;

    internal int IoBufferSize { get; set; }

    internal int ReceiveBufferSize { get; set; }

    internal int ResponseFieldSize { get; set; }

    internal bool KeepAlive { get; set; }

    internal bool? ReusesConnections { get; set; }

    internal FlushMode Flush { get; set; }

    internal long FlushWait { get; set; } = 10;

    internal int LoadSet { get; set; }

    /// <summary>In hundredths.</summary>
    internal int LoadFactor { get; set; } = 100;

    internal string Route { get; set; } = "";

    internal string Redirect { get; set; } = "";

    internal string Flusher { get; set; } = "flush";

    internal string Upgrade { get; set; } = "";

    internal string Secret { get; set; } = "";

    /// <summary>How long addresses of the backend's name are believed, in seconds; -1 until a connection fails.</summary>
    internal long AddressTimeToLive { get; set; } = -1;

    internal WorkerStatus Status { get; set; }

    internal HealthParameters? Health { get; set; }
}

/// <summary>When bytes of a response go on to the client.</summary>
internal enum FlushMode
{
    /// <summary>When a buffer is full, or the response is complete, or the backend pauses.</summary>
    Off,
    /// <summary>As they come.</summary>
    On,
    /// <summary>When the backend pauses for longer than flushwait.</summary>
    Auto,
}

/// <summary>Parameters of health checks.</summary>
internal sealed class HealthParameters
{
    internal HealthMethod Method { get; set; }

    /// <summary>Milliseconds between two checks.</summary>
    internal long Interval { get; set; } = 30_000;

    /// <summary>Good checks that bring a member back.</summary>
    internal int Passes { get; set; } = 1;

    /// <summary>Bad checks that take a member out.</summary>
    internal int Fails { get; set; } = 1;

    internal string Uri { get; set; } = "";

    /// <summary>Name of a ProxyHCExpr, or "".</summary>
    internal string Expression { get; set; } = "";

    internal HealthParameters Clone() => (HealthParameters)MemberwiseClone();
}

/// <summary>How a backend is probed; the 11 kinds in HTTP/1.1.</summary>
internal enum HealthMethod
{
    None,
    Tcp,
    Options,
    Head,
    Get,
    Options11,
    Head11,
    Get11,
}
