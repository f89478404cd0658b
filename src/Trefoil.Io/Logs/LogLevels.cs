namespace Trefoil.Io.Logs;

/// <summary>
/// The LogLevel in effect somewhere: a general threshold and overrides by module short name ("ssl", "core").
/// Immutable; <see cref="With"/> makes a changed copy.
/// </summary>
public sealed class LogLevels
{
    /// <summary>The start value: warn for every module.</summary>
    public static readonly LogLevels Default = new(LogLevel.Warn, null);

    private readonly Dictionary<string, LogLevel>? _modules;

    /// <summary>Makes levels from a general threshold and optional overrides by module short name.</summary>
    public LogLevels(LogLevel general, Dictionary<string, LogLevel>? modules)
    {
        General = general;
        _modules = modules;
    }

    /// <summary>The threshold for modules without an override.</summary>
    public LogLevel General { get; }

    /// <summary>The threshold for a module, by short name.</summary>
    public LogLevel For(string module) =>
        _modules is not null && _modules.TryGetValue(module, out var level) ? level : General;

    /// <summary>A copy in which one module has another threshold.</summary>
    public LogLevels With(string module, LogLevel level)
    {
        var modules = _modules is null ? new Dictionary<string, LogLevel>() : new Dictionary<string, LogLevel>(_modules);
        modules[module] = level;
        return new LogLevels(General, modules);
    }
}
