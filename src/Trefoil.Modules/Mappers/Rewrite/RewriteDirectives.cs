using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Logs;
using Trefoil.Modules.Mappers.Rewrite.Maps;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>The directives of mod_rewrite.</summary>
internal static class RewriteDirectives
{
    internal static IReadOnlyList<DirectiveDefinition> All { get; } =
    [
        new("RewriteEngine", ArgumentKind.Flag, AllowedIn.OrFileInfo, "On or Off to enable or disable (default) the whole rewriting engine", SetEngine),
        new("RewriteOptions", ArgumentKind.Iterate, AllowedIn.OrFileInfo, "List of option strings to set", SetOption),
        new("RewriteBase", ArgumentKind.Take1, AllowedIn.OrFileInfo, "the base URL of the per-directory context", SetBase),
        new("RewriteCond", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "an input string and a to be applied regexp-pattern", AddCondition),
        new("RewriteRule", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "an URL-applied regexp-pattern and a substitution URL", AddRule),
        new("RewriteMap", ArgumentKind.Take23, AllowedIn.RsrcConf, "a mapname and a filename and options", AddMap),
    ];

    private static string? SetEngine(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        Directory(scope).Engine = DirectiveScope.IsOn(arguments[0]);
        if (scope.Section is null)
            Server(scope).Engine = Directory(scope).Engine;
        return null;
    }

    private static string? SetOption(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var option = arguments[0].ToLowerInvariant() switch
        {
            "inherit" => RewriteOptions.Inherit,
            "inheritbefore" => RewriteOptions.InheritBefore,
            "inheritdown" => RewriteOptions.InheritDown,
            "inheritdownbefore" => RewriteOptions.InheritDownBefore,
            "ignoreinherit" => RewriteOptions.IgnoreInherit,
            "allownoslash" => RewriteOptions.AllowNoSlash,
            "allowanyuri" => RewriteOptions.AllowAnyUri,
            "mergebase" => RewriteOptions.MergeBase,
            "ignorecontextinfo" => RewriteOptions.IgnoreContextInfo,
            "legacyprefixdocroot" => RewriteOptions.LegacyPrefixDocRoot,
            "longurloptimization" => RewriteOptions.LongUrlOptimization,
            _ => RewriteOptions.None,
        };
        if (arguments[0].StartsWith("MaxRedirects=", StringComparison.OrdinalIgnoreCase))
        {
            scope.Context.Report(LogLevel.Warn, RewriteLog.ModuleName, 664,
                "RewriteOptions: MaxRedirects option has been removed in favor of the global LimitInternalRecursion directive and will be ignored.", scope.Server);
            return null;
        }
        if (option == RewriteOptions.None)
            return $"RewriteOptions: unknown option '{arguments[0]}'";
        // Those of a server say nothing to the directories in it.
        if (scope.Section is null)
            Server(scope).OptionsGiven = Server(scope).Options | option;
        else
            Directory(scope).OptionsGiven = Directory(scope).Options | option;
        return null;
    }

    private static string? SetBase(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (scope.Section is null)
            return "RewriteBase: only valid in per-directory config files";
        if (arguments[0].Length == 0)
            return "RewriteBase: empty URL not allowed";
        if (arguments[0][0] != '/')
            return "RewriteBase: argument is not a valid URL";
        Directory(scope).BaseUrl = arguments[0];
        return null;
    }

    private static string? AddCondition(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (ConditionReader.Read(scope, arguments[0], out var error) is not { } condition)
            return error;
        (scope.Section is null ? Server(scope).PendingConditions : Directory(scope).PendingConditions).Add(condition);
        return null;
    }

    private static string? AddRule(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var pending = scope.Section is null ? Server(scope).PendingConditions : Directory(scope).PendingConditions;
        if (RuleReader.Read(scope, arguments[0], [.. pending], out var error) is not { } rule)
            return error;
        pending.Clear();
        if (scope.Section is null)
            Server(scope).Add(rule);
        else
            Directory(scope).Add(rule);
        return null;
    }

    private static string? AddMap(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var map = MapReader.Read(scope, arguments[0], arguments[1], arguments.Count > 2 ? arguments[2] : null, out var error);
        if (map is not null)
            Server(scope).Maps[arguments[0]] = map;
        return error;
    }

    private static RewriteServerSettings Server(DirectiveScope scope)
    {
        var settings = scope.ForServer<RewriteServerSettings>();
        settings.Owner = scope.Server;
        return settings;
    }

    private static RewriteDirectorySettings Directory(DirectiveScope scope)
    {
        var settings = scope.Directory<RewriteDirectorySettings>();
        settings.Directory ??= PrefixOf(scope.Section);
        return settings;
    }

    /// <summary>What is taken off before matching; in sections that name no directory it is a text that never stands in front of a path.</summary>
    private static string? PrefixOf(Section? section)
    {
        if (section is null)
            return null;
        var path = section.Kind is SectionKind.If or SectionKind.ElseIf or SectionKind.Else ? "*If" : section.Pattern;
        return path.EndsWith('/') ? path : path + "/";
    }
}
