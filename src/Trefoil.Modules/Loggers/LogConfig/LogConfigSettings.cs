using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>Per-server settings of mod_log_config.</summary>
internal sealed class LogConfigSettings : ISettings<LogConfigSettings>
{
    /// <summary>Formats by nickname, which knows no case.</summary>
    internal Dictionary<string, string> Formats { get; private init; } = new(StringComparer.OrdinalIgnoreCase) { ["CLF"] = LogFormat.Default };

    /// <summary>What LogFormat without a nickname has said, for TransferLog.</summary>
    internal string? DefaultFormat { get; set; }

    internal List<CustomLog> Logs { get; private init; } = [];

    /// <summary>Of a virtual host: the main server's settings, whose logs are used where the host has none.</summary>
    internal LogConfigSettings? Outer { get; private init; }

    internal bool BuffersLines { get; set; }

    /// <summary>The logs to write, opened when the configuration is complete.</summary>
    internal AccessLog[] Open { get; set; } = [];

    public LogConfigSettings Merge(LogConfigSettings inner)
    {
        var formats = new Dictionary<string, string>(Formats, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, format) in inner.Formats)
            formats[name] = format;
        return new LogConfigSettings
        {
            Formats = formats,
            DefaultFormat = inner.DefaultFormat ?? DefaultFormat,
            Logs = inner.Logs,
            Outer = this,
        };
    }
}
