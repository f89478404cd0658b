using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Alias;

/// <summary>The Alias family.</summary>
internal static class AliasDirectives
{
    private const string CgiHandler = "cgi-script";

    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        new("Alias", ArgumentKind.Take12, AllowedIn.RsrcConf | AllowedIn.AccessConf, "a URL path and the file or directory in its place, or inside Location only the latter",
            static (scope, arguments) => AddAlias(scope, arguments, null)),
        new("ScriptAlias", ArgumentKind.Take12, AllowedIn.RsrcConf | AllowedIn.AccessConf, "a URL path and the directory of scripts in its place, or inside Location only the latter",
            static (scope, arguments) => AddAlias(scope, arguments, CgiHandler)),
        new("AliasMatch", ArgumentKind.Take2, AllowedIn.RsrcConf, "a regular expression and a filename", static (scope, arguments) => AddMatch(scope, arguments, null)),
        new("ScriptAliasMatch", ArgumentKind.Take2, AllowedIn.RsrcConf, "a regular expression and a filename", static (scope, arguments) => AddMatch(scope, arguments, CgiHandler)),
        new("AliasPreservePath", ArgumentKind.Flag, AllowedIn.RsrcConf | AllowedIn.AccessConf, "On to append the rest of the path to an Alias inside Location", static (scope, arguments) =>
        {
            scope.Directory<AliasDirectorySettings>().PreservesPath = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        .. RedirectDirectives.All,
    ];

    private static string? AddAlias(DirectiveScope scope, IReadOnlyList<string> arguments, string? handler)
    {
        if (arguments.Count > 1)
        {
            if (scope.Section is not null && scope.Section.Kind is not (SectionKind.Location or SectionKind.LocationMatch or SectionKind.If or SectionKind.ElseIf or SectionKind.Else))
                return $"{scope.Directive.Name} cannot occur within directory context";
            return Append(scope, new AliasEntry(arguments[0], arguments[1], null, handler, 0));
        }
        if (scope.Section is not { } section)
            return "Alias must have two arguments when used globally";
        var target = RequestExpressions.ParseString(scope, arguments[0], out var error);
        if (target is null)
            return $"Cannot parse alias expression '{arguments[0]}': {error}";
        var settings = scope.Directory<AliasDirectorySettings>();
        settings.Alias = target;
        settings.AliasUrlPath = section.Kind == SectionKind.Location ? section.Pattern : null;
        settings.AliasHandler = handler;
        return null;
    }

    private static string? AddMatch(DirectiveScope scope, IReadOnlyList<string> arguments, string? handler)
    {
        if (scope.Context.Patterns.Compile(arguments[0], ignoreCase: false, out _) is not { } pattern)
            return "Regular expression could not be compiled.";
        return Append(scope, new AliasEntry(arguments[0], arguments[1], pattern, handler, 0));
    }

    private static string? Append(DirectiveScope scope, AliasEntry entry)
    {
        var aliases = scope.ForServer<AliasServerSettings>().Aliases;
        if (entry.Pattern is null)
            WarnAboutOverlap(scope, entry, aliases);
        aliases.Add(entry);
        return null;
    }

    private static void WarnAboutOverlap(DirectiveScope scope, AliasEntry entry, List<AliasEntry> earlier)
    {
        Span<int> groups = stackalloc int[PatternSubstitution.GroupSpan];
        foreach (var other in earlier)
        {
            if (other.Pattern is null ? AliasPath.Match(entry.UrlPath, other.UrlPath) <= 0 : other.Pattern.Match(entry.UrlPath, groups) <= 0)
                continue;
            scope.Context.Report(LogLevel.Warn, "alias", 671,
                $"The {scope.Directive.Name} directive in {scope.Directive.Location.File} at line {scope.Directive.Location.Line} will probably never match because it "
                + $"overlaps an earlier {(other.Handler is null ? "" : "Script")}Alias{(other.Pattern is null ? "" : "Match")}.", scope.Server);
            return;
        }
    }
}
