using System.Text;
using Trefoil.Configuration;

namespace Trefoil.Httpd.Dumps;

/// <summary>The texts of -l and -M.</summary>
internal static class ModuleTexts
{
    /// <summary>-l: all modules, because all are part of the program.</summary>
    internal static string CompiledIn(IEnumerable<string> sourceFiles)
    {
        var text = new StringBuilder("Compiled in modules:\n");
        foreach (var file in sourceFiles)
            text.Append("  ").Append(file).Append('\n');
        return text.ToString();
    }

    /// <summary>-M: the modules that are on; "shared" are those that a LoadModule has switched on.</summary>
    internal static string Loaded(HttpdConfiguration configuration)
    {
        var text = new StringBuilder("Loaded Modules:\n");
        foreach (var module in configuration.Modules)
            text.Append(' ').Append(module.Identifier).Append(configuration.IsStaticModule(module.Identifier) ? " (static)\n" : " (shared)\n");
        return text.ToString();
    }
}
