using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Files;
using Trefoil.Io.Memory;
using Trefoil.Io.Processes;
using Trefoil.Mpm.Child;
using Trefoil.Mpm.Scoreboards;
using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm.Parent;

/// <summary>One configuration at work: its limits, sockets and logs, and the records that its children start from.</summary>
internal sealed class Generation
{
    private readonly int _snapshot;
    private readonly int _acceptMutex;

    private Generation(LoadedConfiguration loaded, MpmModule mpm, Limits limits, ListenerSet listeners, int snapshot, int acceptMutex, ChildStart start, int startDescriptor)
    {
        Loaded = loaded;
        Limits = limits;
        Listeners = listeners;
        Codes = MpmCodes.For(mpm.Kind);
        _snapshot = snapshot;
        _acceptMutex = acceptMutex;
        Start = start;
        StartDescriptor = startDescriptor;
    }

    internal LoadedConfiguration Loaded { get; }

    /// <summary>Starts programs for its children; null where no module needs it.</summary>
    internal SpawnerHandle? Spawner { get; private init; }

    internal ServerConfig Server => Loaded.Context.MainServer;

    internal MpmSettings Settings => Server.Settings.Get<MpmSettings>();

    internal Limits Limits { get; }

    internal ListenerSet Listeners { get; }

    internal MpmCodes Codes { get; }

    /// <summary>What its children start from.</summary>
    internal ChildStart Start { get; }

    /// <summary>The memory file that its children read first.</summary>
    internal int StartDescriptor { get; }

    /// <summary>Sockets for each address.</summary>
    internal int Buckets => Start.Buckets;

    /// <summary>The mechanism around accepts, for the log.</summary>
    internal string AcceptMutex => _acceptMutex >= 0 ? Settings.MutexFor("mpm-accept")!.Mechanism : "none";

    /// <summary>Counts restarts; 0 at the first start.</summary>
    internal int Number { get; set; }

    /// <summary>Descriptors that a child inherits.</summary>
    internal List<int> Inherited { get; private init; } = [];

    /// <summary>Living children of this generation.</summary>
    internal int Children { get; set; }

    /// <summary>Makes ready what a configuration needs; null and the reason (as lines to report) where that fails.</summary>
    internal static Generation? Prepare(LoadedConfiguration loaded, Scoreboard board, Generation? former, IReadOnlyList<Trefoil.Io.Sockets.Listener> inherited, List<string> errors, bool isGraceful = false)
    {
        var context = loaded.Context;
        var mpm = MpmModule.Find(context, out var mpmError);
        var settings = context.MainServer.Settings.Get<MpmSettings>();
        if (mpm is null || settings.Limits is not { } limits)
        {
            errors.Add($"AH00534: httpd: {mpmError ?? "Configuration error: the limits were not checked"}");
            return null;
        }
        var identity = ParentIdentity.For(context, out var identityError);
        if (identity is null)
        {
            errors.Add(identityError!);
            return null;
        }
        var spawner = SpawnerHandle.Prepare(context, identity, out var spawnerError);
        if (spawnerError is not null)
        {
            errors.Add(spawnerError);
            return null;
        }
        var listenErrors = new List<ListenError>();
        // What waits in a socket is lost with it, so a graceful restart keeps their number.
        var buckets = isGraceful && former is not null
            ? former.Buckets
            : Trefoil.Mpm.Settings.Buckets.Count(settings.ListenCoresBucketsRatio, Environment.ProcessorCount);
        var listeners = ListenerSet.Open(settings, buckets, former?.Listeners.Listeners ?? inherited, listenErrors);
        if (listeners is null)
        {
            foreach (var error in listenErrors)
                errors.Add(error.ToStartupLine());
            spawner?.Close();
            errors.Add("no listening sockets available, shutting down");
            errors.Add(former is null ? "AH00015: Unable to open logs" : "AH00019: Unable to open logs");
            return null;
        }
        InheritedListeners.CloseUnused(inherited, listeners, text => Io.Logs.Log.Write(context.MainServer, Io.Logs.LogLevel.Warn, "core", 0, text));
        var mutex = settings.MutexFor("mpm-accept");
        var wantsMutex = limits.Mpm != MpmKind.Event && listeners.Listeners.Count > 1 && mutex is { Mechanism: not ("default" or "none") };
        var acceptMutex = wantsMutex ? MemoryFile.Create("mpm-accept", []) : -1;
        var snapshot = MemoryFile.Create("trefoil-snapshot", loaded.Snapshot.Span);
        var start = new ChildStart
        {
            ParentId = Environment.ProcessId,
            SnapshotDescriptor = snapshot,
            ScoreboardDescriptor = board.Descriptor,
            Limits = limits,
            Listeners = listeners.Listeners,
            Logs = loaded.Logs,
            Identity = identity,
            MaxConnections = settings.MaxConnectionsPerChild,
            AsyncFactor = settings.AsyncRequestWorkerFactor,
            Buckets = buckets,
            AcceptMutexDescriptor = acceptMutex,
            ThreadStackSize = settings.ThreadStackSize,
            SpawnerDescriptor = spawner?.ChildrensDescriptor ?? -1,
            CoreDirectory = settings.CoreDumpDirectory ?? "",
        };
        var startDescriptor = MemoryFile.Create("trefoil-start", start.ToBytes());
        var numbers = new HashSet<int> { snapshot, startDescriptor, board.Descriptor };
        if (acceptMutex >= 0)
            numbers.Add(acceptMutex);
        if (spawner is not null)
            numbers.Add(spawner.ChildrensDescriptor);
        numbers.UnionWith(loaded.SharedDescriptors);
        numbers.UnionWith(listeners.Listeners.Select(listener => listener.Descriptor));
        numbers.UnionWith(loaded.Logs.Select(log => log.Descriptor).Where(descriptor => descriptor > 2));
        return new Generation(loaded, mpm, limits, listeners, snapshot, acceptMutex, start, startDescriptor) { Inherited = [.. numbers], Spawner = spawner };
    }

    /// <summary>No child will be started from it any more.</summary>
    internal void Close()
    {
        FileSystem.Close(StartDescriptor);
        FileSystem.Close(_snapshot);
        if (_acceptMutex >= 0)
            FileSystem.Close(_acceptMutex);
        Spawner?.Close();
        Loaded.Close();
    }
}
