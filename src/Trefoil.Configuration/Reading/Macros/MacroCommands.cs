using Trefoil.Configuration.Directives;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Reading;

/// <summary>The directives of mod_macro.</summary>
internal static class MacroCommands
{
    internal static readonly IReadOnlyList<DirectiveDefinition> Definitions =
    [
        ReadDirective.Define("<Macro", ArgumentKind.RawArgs, AllowedIn.OrAll, "a name and parameters", static (place, arguments) => MacroReader.Read(place, arguments[0])),
        ReadDirective.Define("Use", ArgumentKind.RawArgs, AllowedIn.OrAll, "a macro's name and words for its parameters", static (place, arguments) => Use(place, arguments[0])),
        ReadDirective.Define("UndefMacro", ArgumentKind.Take1, AllowedIn.OrAll, "the macro to forget", static (place, arguments) => Forget(place, arguments[0])),
        ReadDirective.Define("MacroIgnoreEmptyArgs", ArgumentKind.NoArgs, AllowedIn.OrAll, "silences warnings about empty words", static (place, _) =>
        {
            place.Session.Macros.IgnoresEmptyArguments = true;
            return null;
        }),
        ReadDirective.Define("MacroIgnoreBadNesting", ArgumentKind.NoArgs, AllowedIn.OrAll, "silences warnings about sections that do not nest", static (place, _) =>
        {
            place.Session.Macros.IgnoresBadNesting = true;
            return null;
        }),
    ];

    private static string? Use(ReadPlace place, string arguments)
    {
        var macros = place.Session.Macros;
        if (!macros.IsUsed)
            return "no macro defined before Use";
        var position = 0;
        var name = Words.Next(arguments, ref position).ToLowerInvariant();
        if (name.Length == 0)
            return "no macro name specified with Use";
        if (macros.Find(name) is not { } macro)
            return $"macro '{name}' undefined";
        var (file, line) = place.Directive.Location;
        // The name of the source tells in which macros this line stands.
        if (file.Contains($"macro '{name}'", StringComparison.Ordinal))
            return $"recursive use of macro '{name}' is invalid";
        var words = Words.All(arguments[position..]);
        if (words.Count != macro.Parameters.Count)
            return $"{macro.Title} used with {words.Count} arguments instead of {macro.Parameters.Count}";
        var title = $"{macro.Title} used on line {line} of \"{file}\"";
        for (var i = 0; i < words.Count && !macros.IgnoresEmptyArguments; i++)
        {
            if (words[i].Length == 0)
                place.Session.Report(LogLevel.Warn, "macro", 2798, $"{title}: empty argument #{i + 1}");
        }
        place.Builder.Insert(LineSource.OfLines(title, macro.Expand(words)));
        return null;
    }

    private static string? Forget(ReadPlace place, string name)
    {
        var macros = place.Session.Macros;
        if (!macros.IsUsed)
            return "no macro defined before UndefMacro";
        name = name.ToLowerInvariant();
        if (macros.Find(name) is null)
            return $"cannot remove undefined macro '{name}'";
        macros.Remove(name);
        return null;
    }
}
