using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Reading;

/// <summary>What is known while text is read: variables, macros, modules, and how deep includes are.</summary>
internal sealed class ReadSession
{
    internal ReadSession(ModuleSet modules, Variables variables, MacroTable macros, IPatternCompiler patterns, string serverRoot, Action<LogLevel, string, int, string> report)
    {
        Modules = modules;
        Variables = variables;
        Macros = macros;
        Patterns = patterns;
        ServerRoot = serverRoot;
        Report = report;
    }

    internal ModuleSet Modules { get; }

    internal Variables Variables { get; }

    internal MacroTable Macros { get; }

    internal IPatternCompiler Patterns { get; }

    internal string ServerRoot { get; set; }

    /// <summary>DefaultRuntimeDir as resolved, or null.</summary>
    internal string? RuntimeDirectory { get; set; }

    internal Action<LogLevel, string, int, string> Report { get; }

    /// <summary>What may be read here; in a .htaccess what AllowOverride gives.</summary>
    internal AllowedIn Override { get; init; } = ServerOverride;

    /// <summary>The scope of the .htaccess being read, or null in the server's configuration.</summary>
    internal DirectiveScope? Htaccess { get; init; }

    /// <summary>Takes grades instead of stopping at errors, or null.</summary>
    internal Grading.GradeBook? Grades { get; init; }

    internal int IncludeDepth { get; set; }

    /// <summary>The files read, with who included them, for DUMP_INCLUDES.</summary>
    internal List<IncludedFile> Included { get; } = [];

    internal const AllowedIn ServerOverride = (AllowedIn.RsrcConf | AllowedIn.OrAll | AllowedIn.OrUnset) & ~(AllowedIn.OrAuthConfig | AllowedIn.OrLimit);
}

/// <summary>One file of a configuration.</summary>
/// <param name="Path">The file.</param>
/// <param name="IncludedBy">The Include that brought it in; file "" for the main file.</param>
/// <param name="Depth">0 for the main file.</param>
public readonly record struct IncludedFile(string Path, SourceLocation IncludedBy, int Depth);
