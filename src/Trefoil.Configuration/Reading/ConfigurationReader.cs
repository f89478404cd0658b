using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Patterns;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Reading;

/// <summary>
/// From the command line to a configuration: 1. static modules and -D names, 2. -C directives, 3. the file with all it includes, 4. one MPM,
/// 5. -c directives, 6. the tree is applied.
/// </summary>
public static class ConfigurationReader
{
    internal const string CommandLineSource = "-c/-C directives";

    /// <summary>Reads and applies.</summary>
    public static ReadResult Read(ReadOptions options, IModuleCatalog catalog)
    {
        void Hear(LogRecord record)
        {
            options.Grades?.Hear(record.Message);
            options.Report?.Invoke(record);
        }

        void Report(LogLevel level, string module, int code, string message) => Hear(new LogRecord(level, module, code, message, 0, null));

        // 1.
        var variables = new Variables();
        foreach (var name in options.Defines)
            variables.Define(name, null);
        var root = options.ServerRoot.Length > 1 ? options.ServerRoot.TrimEnd('/') : options.ServerRoot;
        var session = new ReadSession(new ModuleSet(catalog), variables, new MacroTable(), new PcreCompiler(), root, Report) { Grades = options.Grades };
        var tree = new List<Directive>();

        // 2.
        if (ReadCommandLine(session, options.BeforeDirectives, tree) is { } before)
            return Fail(options, before);

        // 3.
        if (ServerPath.Resolve(session.ServerRoot, options.ConfigFile) is not { } file)
            return new ReadResult(null, $"AH00532: Invalid config file path {options.ConfigFile}");
        if (Includes.ReadFile(session, file, new SourceLocation("", 0), optional: false, tree) is { } error)
            return Fail(options, error);

        // 4.
        if (ChooseMpm(session.Modules, options.DefaultMpm) is { } refusal)
        {
            if (options.Grades is null)
                return new ReadResult(null, $"AH00534: {options.ProgramName}: Configuration error: {refusal}");
            options.Grades.Refuse(new SourceLocation(file, 0), refusal);
        }

        // 5.
        if (ReadCommandLine(session, options.AfterDirectives, tree) is { } after)
            return Fail(options, after);

        // 6.
        var facts = new ConfigurationFacts
        {
            ServerRoot = session.ServerRoot,
            InitialServerRoot = root,
            ConfigFile = file,
            RuntimeDirectory = session.RuntimeDirectory,
            ProgramName = options.ProgramName,
            IsTest = options.IsTest,
            CommandLineDefines = options.Defines,
            BeforeDirectives = options.BeforeDirectives,
            AfterDirectives = options.AfterDirectives,
            Included = session.Included,
        };
        var configuration = new HttpdConfiguration(session.Modules, variables, session.Macros, facts, tree, Hear, options.LogOpener) { Grades = options.Grades };
        return configuration.Apply() is { } failure ? new ReadResult(null, failure) : new ReadResult(configuration, null);
    }

    private static string? ReadCommandLine(ReadSession session, IReadOnlyList<string> directives, List<Directive> tree)
    {
        if (directives.Count == 0)
            return null;
        var builder = new TreeBuilder(session, LineSource.OfLines(CommandLineSource, directives));
        return builder.ReadAll(tree) is { } error ? $"Syntax error in -C/-c directive: {error}" : null;
    }

    private static string? ChooseMpm(ModuleSet modules, string? fallback)
    {
        var count = modules.Modules.Count(static module => module.Identifier.StartsWith("mpm_", StringComparison.Ordinal));
        if (count > 1)
            return "More than one MPM loaded.";
        return count == 1 || fallback is null || modules.TurnOn(fallback) ? null : "No MPM loaded.";
    }

    private static ReadResult Fail(ReadOptions options, string error) => new(null, ErrorLines.Unread(options.ProgramName, error));
}
