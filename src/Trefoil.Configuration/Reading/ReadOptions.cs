using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Reading;

/// <summary>What the command line says about the configuration to read.</summary>
public sealed class ReadOptions
{
    /// <summary>-d, absolute and without a slash at the end.</summary>
    public required string ServerRoot { get; init; }

    /// <summary>-f, relative to ServerRoot if not absolute.</summary>
    public required string ConfigFile { get; init; }

    /// <summary>-D names (also NAME=value is one name, as with Apache).</summary>
    public IReadOnlyList<string> Defines { get; init; } = [];

    /// <summary>-C directives, read before the file.</summary>
    public IReadOnlyList<string> BeforeDirectives { get; init; } = [];

    /// <summary>-c directives, read behind the file.</summary>
    public IReadOnlyList<string> AfterDirectives { get; init; } = [];

    /// <summary>True for -t and everything else that only looks.</summary>
    public bool IsTest { get; init; }

    /// <summary>The name in front of errors.</summary>
    public string ProgramName { get; init; } = "httpd";

    /// <summary>The MPM that is on where no LoadModule names one; null to refuse such a configuration.</summary>
    public string? DefaultMpm { get; init; } = "mpm_event_module";

    /// <summary>Takes the grade of every directive; with it reading goes on behind errors. Null to stop at the first.</summary>
    public Grading.GradeBook? Grades { get; init; }

    /// <summary>Where warnings go.</summary>
    public Action<LogRecord>? Report { get; init; }

    /// <summary>Opens logs; without one all logs stay closed.</summary>
    public ILogOpener? LogOpener { get; init; }
}
