using System.Text;
using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Dumps;

/// <summary>The texts of -t -D DUMP_INCLUDES, DUMP_CONFIG and the Define lines of DUMP_RUN_CFG.</summary>
public static class ConfigurationDump
{
    /// <summary>The files with who included them; what stands in the file is told by the depth.</summary>
    public static string Includes(HttpdConfiguration configuration)
    {
        var text = new StringBuilder("Included configuration files:\n");
        foreach (var file in configuration.Facts.Included)
        {
            var by = file.Depth == 0 ? "*" : $"{file.IncludedBy.Line}";
            text.Append(' ', 2 + 2 * file.Depth).Append($"({by}) {file.Path}\n");
        }
        return text.ToString();
    }

    /// <summary>All directives as they count, with their places.</summary>
    public static string Directives(HttpdConfiguration configuration)
    {
        var text = new StringBuilder();
        var file = "";
        Write(text, configuration.Tree, 0, ref file);
        return text.ToString();
    }

    /// <summary>"Define: NAME" and "Define: NAME=VALUE".</summary>
    public static string Defines(HttpdConfiguration configuration)
    {
        var text = new StringBuilder();
        foreach (var name in configuration.DefineNames)
            text.Append(configuration.Defines.TryGetValue(name, out var value) ? $"Define: {name}={value}\n" : $"Define: {name}\n");
        return text.ToString();
    }

    private static void Write(StringBuilder text, IReadOnlyList<Directive> directives, int depth, ref string file)
    {
        foreach (var directive in directives)
        {
            EnterFile(text, directive, ref file);
            text.Append(' ', depth * 2).Append($"#{directive.Location.Line,4}:\n");
            text.Append(' ', depth * 2).Append(directive.Name);
            if (directive.Arguments.Length > 0)
                text.Append(' ').Append(directive.Arguments);
            text.Append('\n');
            if (directive.Children is null)
                continue;
            Write(text, directive.Children, depth + 1, ref file);
            EnterFile(text, directive, ref file);
            text.Append(' ', depth * 2).Append($"</{directive.Name[1..]}>\n");
        }
    }

    private static void EnterFile(StringBuilder text, Directive directive, ref string file)
    {
        if (directive.Location.File == file)
            return;
        file = directive.Location.File;
        text.Append($"# In file: {file}\n");
    }
}
