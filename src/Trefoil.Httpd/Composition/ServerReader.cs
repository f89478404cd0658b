using Trefoil.Configuration;
using Trefoil.Configuration.Reading;
using Trefoil.Httpd.CommandLine;
using Trefoil.Configuration.Grading;
using Trefoil.Io.Logs;

namespace Trefoil.Httpd.Composition;

/// <summary>Reads the configuration that the command line asks for, as often as it is needed.</summary>
internal sealed class ServerReader(Options options, string programName)
{
    private readonly ModuleCatalog _catalog = new();

    // Once, while the directory is still the caller's.
    private readonly string _serverRoot = ServerPath.Normalise(Absolute(options.ServerRoot ?? Installation.ServerRoot));

    internal string ProgramName => programName;

    /// <param name="isTest">True where nothing may be opened or started.</param>
    /// <param name="opener">Opens logs, or null to leave them closed.</param>
    /// <param name="report">Takes warnings, or null to keep silent.</param>
    /// <param name="grades">Takes grades instead of stopping at errors, or null.</param>
    internal ReadResult Read(bool isTest, ILogOpener? opener, Action<LogRecord>? report, GradeBook? grades = null) => ConfigurationReader.Read(
        new ReadOptions
        {
            ServerRoot = _serverRoot,
            ConfigFile = options.ConfigFile ?? Installation.ConfigFile,
            Defines = options.Defines,
            BeforeDirectives = options.Before,
            AfterDirectives = options.After,
            IsTest = isTest,
            ProgramName = programName,
            Report = report,
            LogOpener = opener,
            Grades = grades,
        },
        _catalog);

    private static string Absolute(string path) => path.StartsWith('/') ? path : System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(Environment.CurrentDirectory)) + "/" + path;
}
