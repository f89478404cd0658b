using Trefoil.Configuration.Settings;

namespace Trefoil.Mpm.Settings;

/// <summary>What the MPM's directives say; null where a directive was not given. All of them are global.</summary>
public sealed class MpmSettings : ISettings<MpmSettings>
{
    /// <summary>StartServers.</summary>
    public int? StartServers { get; set; }

    /// <summary>MinSpareServers or MinSpareThreads.</summary>
    public int? MinSpare { get; set; }

    /// <summary>MaxSpareServers or MaxSpareThreads.</summary>
    public int? MaxSpare { get; set; }

    /// <summary>MaxRequestWorkers.</summary>
    public int? MaxRequestWorkers { get; set; }

    /// <summary>True when it was called MaxClients.</summary>
    public bool UsesMaxClients { get; set; }

    /// <summary>True when MaxConnectionsPerChild was called MaxRequestsPerChild.</summary>
    public bool UsesMaxRequestsPerChild { get; set; }

    /// <summary>ServerLimit.</summary>
    public int? ServerLimit { get; set; }

    /// <summary>ThreadLimit.</summary>
    public int? ThreadLimit { get; set; }

    /// <summary>ThreadsPerChild.</summary>
    public int? ThreadsPerChild { get; set; }

    /// <summary>AsyncRequestWorkerFactor.</summary>
    public double AsyncRequestWorkerFactor { get; set; } = 2;

    /// <summary>MaxConnectionsPerChild; 0 is no limit.</summary>
    public int MaxConnectionsPerChild { get; set; }

    /// <summary>The Listen lines in order.</summary>
    public List<ListenEntry> Listens { get; } = [];

    /// <summary>ListenBacklog.</summary>
    public int ListenBacklog { get; set; } = 511;

    /// <summary>ListenCoresBucketsRatio; 0 is off.</summary>
    public int ListenCoresBucketsRatio { get; set; }

    /// <summary>ListenTCPDeferAccept in seconds.</summary>
    public int ListenTcpDeferAccept { get; set; } = 30;

    /// <summary>SendBufferSize; 0 is the kernel's.</summary>
    public int SendBufferSize { get; set; }

    /// <summary>ReceiveBufferSize; 0 is the kernel's.</summary>
    public int ReceiveBufferSize { get; set; }

    /// <summary>AcceptFilter by protocol.</summary>
    public Dictionary<string, string> AcceptFilters { get; } = new(StringComparer.OrdinalIgnoreCase) { ["http"] = "data", ["https"] = "data" };

    /// <summary>GracefulShutdownTimeout in seconds; 0 waits for ever.</summary>
    public int GracefulShutdownTimeout { get; set; }

    /// <summary>PidFile as written.</summary>
    public string? PidFile { get; set; }

    /// <summary>ScoreBoardFile as written. The scoreboard is anonymous all the same: a status page reads it in a child.</summary>
    public string? ScoreBoardFile { get; set; }

    /// <summary>CoreDumpDirectory, absolute.</summary>
    public string? CoreDumpDirectory { get; set; }

    /// <summary>ThreadStackSize in bytes; 0 is the default.</summary>
    public long ThreadStackSize { get; set; }

    /// <summary>MaxMemFree in KB: a child gives memory above it back to the system.</summary>
    public int MaxMemFree { get; set; } = 2048;

    /// <summary>ExtendedStatus; null where not given (off, unless mod_status is loaded).</summary>
    public bool? ExtendedStatus { get; set; }

    /// <summary>SeeRequestTail.</summary>
    public bool SeeRequestTail { get; set; }

    /// <summary>The Mutex lines by mutex name.</summary>
    public Dictionary<string, MutexChoice> Mutexes { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The limits after corrections; set when the configuration is complete.</summary>
    public Limits? Limits { get; set; }

    /// <summary>The choice for a mutex: its own, else that of "default", else null.</summary>
    public MutexChoice? MutexFor(string name) => Mutexes.GetValueOrDefault(name) ?? Mutexes.GetValueOrDefault("default");

    /// <inheritdoc/>
    public MpmSettings Merge(MpmSettings inner) => this;
}
