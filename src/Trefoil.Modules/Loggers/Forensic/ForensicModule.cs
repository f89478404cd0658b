using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Cache;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;

namespace Trefoil.Modules.Loggers.Forensic;

/// <summary>mod_log_forensic: a line before a request is worked on and one behind it, so that a request which took the server down is the one without its end.</summary>
public sealed class ForensicModule : Module, IPostReadRequest, ICachedTransactionLog
{
    private static int _counter;

    /// <inheritdoc/>
    public override string Identifier => "log_forensic_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_log_forensic.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("ForensicLog", ArgumentKind.Take1, AllowedIn.RsrcConf, "a file or piped program", static (scope, arguments) =>
        {
            scope.ForServer<ForensicSettings>().Destination = arguments[0];
            return null;
        }),
    ];

    /// <inheritdoc/>
    public PhaseOrder OrderIn(RequestPhase phase) => phase == RequestPhase.PostReadRequest ? PhaseOrder.First : PhaseOrder.ReallyLast;

    /// <summary>Opens each destination once.</summary>
    public override string? PostConfig(ConfigurationContext context)
    {
        var opened = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var server in context.VirtualHosts.Prepend(context.MainServer))
        {
            if (server.Settings.Find<ForensicSettings>() is not { Destination: { } destination } settings)
                continue;
            if (!opened.TryGetValue(destination, out var descriptor))
            {
                descriptor = context.OpenLog(destination, out var error);
                if (error is not null)
                    return error;
                opened.Add(destination, descriptor);
            }
            settings.Descriptor = descriptor;
        }
        return null;
    }

    /// <inheritdoc/>
    public bool WatchesRequests(ServerConfig server) => server.Settings.Get<ForensicSettings>().Descriptor >= 0;

    /// <inheritdoc/>
    public PhaseResult PostReadRequest(Request request)
    {
        if (request.Previous is not null || request.ForServer<ForensicSettings>().Descriptor is not (>= 0 and var descriptor))
            return PhaseResult.Declined;
        request.IsCacheable = false;
        var id = request.UniqueId ?? $"{Environment.ProcessId}:{request.Time / 1_000_000:x}:{Interlocked.Increment(ref _counter) - 1:x}";
        request.State.Set(new ForensicMark(id, descriptor));
        request.Notes.Set("forensic-id", id);
        FileSystem.WriteAll(descriptor, ForensicLine.Begin(id, request));
        return PhaseResult.Ok;
    }

    /// <inheritdoc/>
    public void LogTransaction(Request request)
    {
        if (request.Original.State.Find<ForensicMark>() is { } mark)
            FileSystem.WriteAll(mark.Descriptor, ForensicLine.End(mark.Id));
    }

    /// <inheritdoc/>
    public bool AcceptsCached(ServerConfig server) => !WatchesRequests(server);

    /// <inheritdoc/>
    public void LogCached(in CachedTransaction transaction)
    {
    }

    private sealed record ForensicMark(string Id, int Descriptor);
}

/// <summary>Per-server settings of mod_log_forensic.</summary>
internal sealed class ForensicSettings : ISettings<ForensicSettings>
{
    internal string? Destination { get; set; }

    /// <summary>Where lines go, once the log is open.</summary>
    internal int Descriptor { get; set; } = -1;

    public ForensicSettings Merge(ForensicSettings inner) => new() { Destination = inner.Destination ?? Destination };
}
