using Trefoil.Configuration.Directives;
using Trefoil.Io.Files;

namespace Trefoil.Mpm.Settings;

/// <summary>The directives that all MPMs know.</summary>
internal static class MpmDirectives
{
    internal const AllowedIn Global = AllowedIn.RsrcConf | AllowedIn.GlobalOnly;

    internal static DirectiveDefinition[] Common() =>
    [
        new("Listen", ArgumentKind.TakeArgv, Global, "port or address:port to accept connections on, and the protocol spoken there", Listen),
        new("ListenBacklog", ArgumentKind.Take1, Global, "length of the queue of connections that wait to be accepted",
            Number("ListenBacklog", 1, "ListenBacklog must be > 0", (s, n) => s.ListenBacklog = n)),
        new("ListenCoresBucketsRatio", ArgumentKind.Take1, Global, "CPU cores for each set of listening sockets",
            Number("ListenCoresBucketsRatio", 1, "ListenCoresBucketsRatio must be > 0", (s, n) => s.ListenCoresBucketsRatio = n)),
        new("ListenTCPDeferAccept", ArgumentKind.Take1, Global, "seconds that the kernel waits for the first byte of a connection",
            Number("ListenTCPDeferAccept", 1, "ListenTCPDeferAccept must be > 0", (s, n) => s.ListenTcpDeferAccept = n)),
        new("SendBufferSize", ArgumentKind.Take1, Global, "size of the send buffer in bytes", BufferSize("SendBufferSize", (s, n) => s.SendBufferSize = n)),
        new("ReceiveBufferSize", ArgumentKind.Take1, Global, "size of the receive buffer in bytes", BufferSize("ReceiveBufferSize", (s, n) => s.ReceiveBufferSize = n)),
        new("AcceptFilter", ArgumentKind.Take2, Global, "a protocol and the accept filter for its sockets, or none", (scope, a) =>
        {
            scope.ForServer<MpmSettings>().AcceptFilters[a[0]] = a[1];
            return null;
        }),
        new("GracefulShutdownTimeout", ArgumentKind.Take1, Global, "seconds after which a graceful stop no longer waits",
            Number("GracefulShutdownTimeout", (s, n) => s.GracefulShutdownTimeout = n)),
        new("MaxConnectionsPerChild", ArgumentKind.Take1, Global, "connections after which a child ends and is replaced",
            Number("MaxConnectionsPerChild", (s, n) => s.MaxConnectionsPerChild = n)),
        new("MaxRequestsPerChild", ArgumentKind.Take1, Global, "old name of MaxConnectionsPerChild",
            Number("MaxRequestsPerChild", (s, n) => (s.MaxConnectionsPerChild, s.UsesMaxRequestsPerChild) = (n, true))),
        new("PidFile", ArgumentKind.Take1, Global, "file that the main process writes its number to", Text((s, t) => s.PidFile = t)),
        new("ScoreBoardFile", ArgumentKind.Take1, Global, "file of the shared scoreboard", Text((s, t) => s.ScoreBoardFile = t)),
        new("CoreDumpDirectory", ArgumentKind.Take1, Global, "directory for core files", CoreDumpDirectory),
        new("MaxMemFree", ArgumentKind.Take1, Global, "KB of free memory that a child keeps",
            Number("MaxMemFree", 0, "Invalid MaxMemFree value: {0}", (s, n) => s.MaxMemFree = n)),
        new("ThreadStackSize", ArgumentKind.Take1, Global, "stack size of worker threads in bytes",
            Number("ThreadStackSize", 0, "Invalid ThreadStackSize value: {0}", (s, n) => s.ThreadStackSize = n)),
        new("ExtendedStatus", ArgumentKind.Flag, Global, "whether status pages know every request", (scope, a) =>
        {
            scope.ForServer<MpmSettings>().ExtendedStatus = DirectiveScope.IsOn(a[0]);
            return null;
        }),
        new("SeeRequestTail", ArgumentKind.Flag, Global, "whether long request lines are shown by their end", (scope, a) =>
        {
            scope.ForServer<MpmSettings>().SeeRequestTail = DirectiveScope.IsOn(a[0]);
            return null;
        }),
        new("Mutex", ArgumentKind.RawArgs, Global, "mechanism and names of mutexes", MutexDirective.Apply),
        new("StartServers", ArgumentKind.Take1, Global, "Number of child processes launched at server startup", Number("StartServers", (s, n) => s.StartServers = n)),
        new("MaxRequestWorkers", ArgumentKind.Take1, Global, "Maximum number of threads alive at the same time",
            Number("MaxRequestWorkers", (s, n) => (s.MaxRequestWorkers, s.UsesMaxClients) = (n, false))),
        new("MaxClients", ArgumentKind.Take1, Global, "old name of MaxRequestWorkers",
            Number("MaxClients", (s, n) => (s.MaxRequestWorkers, s.UsesMaxClients) = (n, true))),
        new("ServerLimit", ArgumentKind.Take1, Global, "upper limit of child processes", Number("ServerLimit", (s, n) => s.ServerLimit = n)),
    ];

    /// <summary>The directives of the threaded MPMs.</summary>
    internal static DirectiveDefinition[] Threaded() =>
    [
        new("MinSpareThreads", ArgumentKind.Take1, Global, "idle threads below which children are started", Number("MinSpareThreads", (s, n) => s.MinSpare = n)),
        new("MaxSpareThreads", ArgumentKind.Take1, Global, "idle threads above which children are ended", Number("MaxSpareThreads", (s, n) => s.MaxSpare = n)),
        new("ThreadsPerChild", ArgumentKind.Take1, Global, "worker threads of each child", Number("ThreadsPerChild", (s, n) => s.ThreadsPerChild = n)),
        new("ThreadLimit", ArgumentKind.Take1, Global, "upper limit of ThreadsPerChild", Number("ThreadLimit", (s, n) => s.ThreadLimit = n)),
    ];

    internal static DirectiveHandler Number(string name, Action<MpmSettings, int> set) => (scope, arguments) =>
    {
        var error = WholeNumber.Read(name, arguments[0], out var value);
        if (error is null)
            set(scope.ForServer<MpmSettings>(), value);
        return error;
    };

    private static DirectiveHandler Number(string name, int least, string reason, Action<MpmSettings, int> set) => (scope, arguments) =>
    {
        var error = WholeNumber.Read(name, arguments[0], out var value) ?? (value < least ? string.Format(reason, value) : null);
        if (error is null)
            set(scope.ForServer<MpmSettings>(), value);
        return error;
    };

    private static DirectiveHandler BufferSize(string name, Action<MpmSettings, int> set) => (scope, arguments) =>
    {
        var error = WholeNumber.Read(name, arguments[0], out var value)
            ?? (value != 0 && value < 512 ? $"{name} must be >= 512 bytes, or 0 for system default." : null);
        if (error is null)
            set(scope.ForServer<MpmSettings>(), value);
        return error;
    };

    private static DirectiveHandler Text(Action<MpmSettings, string> set) => (scope, arguments) =>
    {
        set(scope.ForServer<MpmSettings>(), arguments[0]);
        return null;
    };

    private static string? Listen(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var entry = ListenEntry.Parse(arguments, out var error);
        if (entry is null)
            return error;
        var listens = scope.ForServer<MpmSettings>().Listens;
        if (listens.Exists(other => other.Port == entry.Port && string.Equals(other.Host, entry.Host, StringComparison.OrdinalIgnoreCase)))
            return "Cannot define multiple Listeners on the same IP:port";
        listens.Add(entry);
        return null;
    }

    private static string? CoreDumpDirectory(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var path = scope.Context.ResolvePath(arguments[0]);
        if (!scope.Context.IsChild)
        {
            if (FileSystem.Stat(path, out var status) < 0)
                return $"CoreDumpDirectory {path} does not exist";
            if (status.Kind != FileKind.Directory)
                return $"CoreDumpDirectory {path} is not a directory";
        }
        scope.ForServer<MpmSettings>().CoreDumpDirectory = path;
        return null;
    }
}
