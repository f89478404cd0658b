using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>Opens access logs when the configuration is complete, each destination once however many directives name it.</summary>
internal sealed class AccessLogOpener
{
    private readonly ConfigurationContext _context;
    private readonly LogItemRegistry _registry;
    private readonly bool _buffersLines;
    private readonly Dictionary<string, LogWriter> _writers = new(StringComparer.Ordinal);
    private readonly Dictionary<CustomLog, AccessLog> _opened = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<LogConfigSettings> _done = [];

    internal AccessLogOpener(ConfigurationContext context)
    {
        _context = context;
        _registry = new LogItemRegistry(context.Modules);
        _buffersLines = context.MainServer.Settings.Get<LogConfigSettings>().BuffersLines;
    }

    /// <summary>Fills the server's list of open logs; gives the reason when a log cannot be opened.</summary>
    internal string? Open(ServerConfig server)
    {
        if (server.Settings.Find<LogConfigSettings>() is not { } settings)
            return null;
        return OpenAll(settings);
    }

    private string? OpenAll(LogConfigSettings settings)
    {
        if (!_done.Add(settings))
            return null;
        if (settings.Outer is { } outer && OpenAll(outer) is { } failure)
            return failure;
        var logs = new List<AccessLog>();
        foreach (var log in settings.Logs)
        {
            if (OpenOne(log, settings, logs) is { } error)
                return error;
        }
        // A host with logs of its own leaves out the main server's, but for the global ones.
        foreach (var log in settings.Outer?.Open ?? [])
        {
            if (settings.Logs.Count == 0 || log.Definition.IsGlobal)
                logs.Add(log);
        }
        settings.Open = [.. logs];
        return null;
    }

    private string? OpenOne(CustomLog log, LogConfigSettings settings, List<AccessLog> logs)
    {
        if (_opened.TryGetValue(log, out var known))
        {
            logs.Add(known);
            return null;
        }
        var text = log.Format ?? settings.DefaultFormat ?? LogFormat.Default;
        var format = LogFormatParser.Parse(settings.Formats.GetValueOrDefault(text, text), _registry, out var error);
        if (format is null)
            return error;
        if (!_writers.TryGetValue(log.Destination, out var writer))
        {
            var descriptor = _context.OpenLog(log.Destination, out error);
            if (error is not null)
                return error;
            if (descriptor < 0)
                return null;
            writer = new LogWriter(descriptor, _buffersLines);
            _writers.Add(log.Destination, writer);
        }
        var opened = new AccessLog(log, format, writer);
        _opened.Add(log, opened);
        logs.Add(opened);
        return null;
    }
}
