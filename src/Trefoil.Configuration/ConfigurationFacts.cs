using Trefoil.Configuration.Reading;

namespace Trefoil.Configuration;

/// <summary>What is known about a configuration beside its directives.</summary>
public sealed class ConfigurationFacts
{
    /// <summary>ServerRoot in effect.</summary>
    public required string ServerRoot { get; init; }

    /// <summary>ServerRoot before the configuration was read (-d).</summary>
    public required string InitialServerRoot { get; init; }

    /// <summary>The main file, absolute.</summary>
    public required string ConfigFile { get; init; }

    /// <summary>DefaultRuntimeDir, or null.</summary>
    public string? RuntimeDirectory { get; init; }

    /// <summary>The name in front of errors.</summary>
    public string ProgramName { get; init; } = "httpd";

    /// <summary>True where it is only checked.</summary>
    public bool IsTest { get; init; }

    /// <summary>True in a child.</summary>
    public bool IsChild { get; init; }

    /// <summary>-D names.</summary>
    public IReadOnlyList<string> CommandLineDefines { get; init; } = [];

    /// <summary>-C directives.</summary>
    public IReadOnlyList<string> BeforeDirectives { get; init; } = [];

    /// <summary>-c directives.</summary>
    public IReadOnlyList<string> AfterDirectives { get; init; } = [];

    /// <summary>All files in the order of reading.</summary>
    public IReadOnlyList<IncludedFile> Included { get; init; } = [];
}
