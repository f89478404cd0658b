using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Tables;

namespace Trefoil.Configuration.Reading;

/// <summary>The lines printed where a configuration is refused, as Apache's start-up log writes them.</summary>
internal static class ErrorLines
{
    internal static string Unread(string program, string error) => Escape($"{program}: {error}");

    internal static string Refused(Directive directive, string error, HttpdConfiguration configuration)
    {
        var text = $"AH00526: {Escape($"Syntax error on line {directive.Location.Line} of {directive.Location.File}:")}\n{Escape(error)}";
        return error.StartsWith("Invalid command", StringComparison.Ordinal) && Hint(directive.Name, configuration) is { } hint ? text + "\n" + hint : text;
    }

    internal static string Plain(string error) => string.Join('\n', error.Split('\n').Select(Escape));

    /// <summary>Which module has a directive that was not found, if Apache has it at all.</summary>
    internal static string? Hint(string directive, HttpdConfiguration configuration)
    {
        if (DirectiveTable.Find(directive) is not { } known)
            return directive.StartsWith("php_", StringComparison.OrdinalIgnoreCase) ? "(PHP runs outside of this server: put php_* settings into the PHP-FPM pool or .user.ini)" : null;
        foreach (var page in known.Modules)
        {
            if (ModuleTable.IdentifierOfPage(page) is { } identifier && !configuration.HasModule(identifier))
                return $"({directive} belongs to {page}: LoadModule {identifier} modules/{page}.so)";
        }
        return null;
    }

    private static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\b' => result.Append("\\b"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\v' => result.Append("\\v"),
                '\\' => result.Append("\\\\"),
                < ' ' or > '~' => result.Append("\\x").Append(((int)c).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
                _ => result.Append(c),
            };
        }
        return result.ToString();
    }
}
