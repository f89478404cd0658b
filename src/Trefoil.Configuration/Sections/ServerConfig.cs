using Trefoil.Configuration.Settings;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Sections;

/// <summary>The main server or one virtual host.</summary>
public sealed class ServerConfig : ILogOrigin
{
    private LogLevels? _logLevels;
    private ErrorLog? _errorLog;

    /// <summary>Makes a server; a virtual host knows the main server.</summary>
    public ServerConfig(ServerConfig? main, SourceLocation location)
    {
        Main = main;
        Location = location;
    }

    /// <summary>The main server, or null if this is it.</summary>
    public ServerConfig? Main { get; }

    /// <summary>True for a VirtualHost.</summary>
    public bool IsVirtual => Main is not null;

    /// <summary>Where the VirtualHost begins.</summary>
    public SourceLocation Location { get; }

    /// <summary>ServerName without port, or null before one was determined.</summary>
    public string? ServerName { get; set; }

    /// <summary>Scheme given with ServerName ("https://..."), or null.</summary>
    public string? ServerScheme { get; set; }

    /// <summary>Port given with ServerName, 0 if none.</summary>
    public int ServerPort { get; set; }

    /// <summary>ServerAlias names without wildcards.</summary>
    public List<string> Aliases { get; } = [];

    /// <summary>ServerAlias names with * or ?.</summary>
    public List<string> WildcardAliases { get; } = [];

    /// <summary>Addresses of the VirtualHost line.</summary>
    public List<VirtualHostAddress> Addresses { get; } = [];

    /// <summary>Per-server settings; of a virtual host merged over the main server's after reading.</summary>
    public SettingsVector Settings { get; set; } = new();

    /// <summary>Per-directory settings given directly in the server; of a virtual host merged over the main server's.</summary>
    public SettingsVector DirectoryBase { get; set; } = new();

    /// <summary>Directory sections without regex, shortest path first after reading (main's first, then the host's).</summary>
    public List<Section> Directories { get; set; } = [];

    /// <summary>DirectoryMatch sections in order.</summary>
    public List<Section> DirectoryMatches { get; set; } = [];

    /// <summary>Files and FilesMatch sections outside of any other, in order.</summary>
    public List<Section> Files { get; set; } = [];

    /// <summary>Location and LocationMatch sections in order.</summary>
    public List<Section> Locations { get; set; } = [];

    /// <summary>If, ElseIf and Else sections outside of any other, in order.</summary>
    public List<Section> Conditions { get; set; } = [];

    /// <summary>Other sections by kind of module (Proxy), in order.</summary>
    public List<Section> Others { get; set; } = [];

    /// <summary>The error log; a virtual host without one of its own uses the main server's.</summary>
    public ErrorLog ErrorLog
    {
        get => _errorLog ?? Main?.ErrorLog ?? throw new InvalidOperationException("No error log is open.");
        set => _errorLog = value;
    }

    /// <summary>LogLevel in effect; a virtual host without one of its own uses the main server's.</summary>
    public LogLevels LogLevels
    {
        get => _logLevels ?? Main?.LogLevels ?? LogLevels.Default;
        set => _logLevels = value;
    }

    /// <inheritdoc/>
    public string? LogClient => null;

    /// <inheritdoc/>
    public string? LogReferer => null;
}
