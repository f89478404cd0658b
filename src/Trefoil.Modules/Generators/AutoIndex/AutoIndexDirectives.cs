using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>The directives of mod_autoindex.</summary>
internal static class AutoIndexDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        Icon("AddIcon", IndexRuleKind.ByPath, "an icon's URL path, then names"),
        Icon("AddIconByType", IndexRuleKind.ByType, "an icon's URL path, then media types"),
        Icon("AddIconByEncoding", IndexRuleKind.ByEncoding, "an icon's URL path, then content codings"),
        Alt("AddAlt", IndexRuleKind.ByPath, "a text in place of the icon, then names"),
        Alt("AddAltByType", IndexRuleKind.ByType, "a text in place of the icon, then media types"),
        Alt("AddAltByEncoding", IndexRuleKind.ByEncoding, "a text in place of the icon, then content codings"),
        new("IndexOptions", ArgumentKind.TakeArgv, AllowedIn.OrIndexes, "options, with or without + or -", IndexOptionsDirective.Apply),
        new("IndexOrderDefault", ArgumentKind.Take2, AllowedIn.OrIndexes, "Ascending or Descending, then Name, Date, Size or Description", SetOrder),
        new("IndexIgnore", ArgumentKind.Iterate, AllowedIn.OrIndexes, "one or more names", static (scope, arguments) =>
        {
            scope.Directory<AutoIndexSettings>().Ignored.Add(IndexRule.Make(IndexRuleKind.ByPath, arguments[0], scope.Section?.Pattern, ""));
            return null;
        }),
        new("IndexIgnoreReset", ArgumentKind.Flag, AllowedIn.OrIndexes, "On to forget the names to ignore from outside", static (scope, arguments) =>
        {
            scope.Directory<AutoIndexSettings>().ForgetsIgnored = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        new("AddDescription", ArgumentKind.Iterate2, AllowedIn.OrIndexes, "a description, then names", static (scope, arguments) =>
        {
            scope.Directory<AutoIndexSettings>().Descriptions.Add(IndexDescription.Make(arguments[1], arguments[0]));
            return null;
        }),
        Text("HeaderName", "the file to show in front of the listing", static (settings, value) => settings.Header = value),
        Text("ReadmeName", "the file to show behind the listing", static (settings, value) => settings.Readme = value),
        Text("DefaultIcon", "the icon's URL path", static (settings, value) => settings.DefaultIcon = value),
        Text("IndexStyleSheet", "the style sheet's URL path", static (settings, value) => settings.StyleSheet = value),
        Text("IndexHeadInsert", "markup to put into the head of the page", static (settings, value) => settings.HeadInsert = value),
        new("FancyIndexing", ArgumentKind.RawArgs, AllowedIn.OrAll, "superseded by IndexOptions FancyIndexing",
            static (_, _) => "The FancyIndexing directive is no longer supported. Use IndexOptions FancyIndexing."),
    ];

    private static DirectiveDefinition Icon(string name, IndexRuleKind kind, string help) =>
        new(name, ArgumentKind.Iterate2, AllowedIn.OrIndexes, help, (scope, arguments) =>
        {
            var icon = arguments[0];
            if (icon.StartsWith('('))
            {
                var comma = icon.IndexOf(',');
                var end = icon.IndexOf(')');
                if (end < 0 || comma < 0)
                    return "missing closing paren";
                AddAlt(scope, kind, icon[1..comma], arguments[1]);
                icon = icon[(comma + 1)..Math.Max(end, comma + 1)];
            }
            scope.Directory<AutoIndexSettings>().Icons.Add(IndexRule.Make(kind, Subject(kind, arguments[1]), scope.Section?.Pattern, icon));
            return null;
        });

    private static DirectiveDefinition Alt(string name, IndexRuleKind kind, string help) =>
        new(name, ArgumentKind.Iterate2, AllowedIn.OrIndexes, help, (scope, arguments) =>
        {
            AddAlt(scope, kind, arguments[0], arguments[1]);
            return null;
        });

    private static void AddAlt(DirectiveScope scope, IndexRuleKind kind, string text, string subject) =>
        scope.Directory<AutoIndexSettings>().Alts.Add(IndexRule.Make(kind, Subject(kind, subject), scope.Section?.Pattern, text));

    private static string Subject(IndexRuleKind kind, string subject) => kind switch
    {
        IndexRuleKind.ByPath when subject == "**DIRECTORY**" => "^^DIRECTORY^^",
        IndexRuleKind.ByEncoding => subject.ToLowerInvariant(),
        _ => subject,
    };

    private static DirectiveDefinition Text(string name, string help, Action<AutoIndexSettings, string> set) =>
        new(name, ArgumentKind.Take1, AllowedIn.OrIndexes, help, (scope, arguments) =>
        {
            set(scope.Directory<AutoIndexSettings>(), arguments[0]);
            return null;
        });

    private static string? SetOrder(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<AutoIndexSettings>();
        switch (arguments[0].ToLowerInvariant())
        {
            case "ascending":
                settings.SortsAscending = true;
                break;
            case "descending":
                settings.SortsAscending = false;
                break;
            default:
                return "First keyword must be 'Ascending' or 'Descending'";
        }
        settings.SortColumn = arguments[1].ToLowerInvariant() switch
        {
            "name" => IndexColumn.Name,
            "date" => IndexColumn.LastModified,
            "size" => IndexColumn.Size,
            "description" => IndexColumn.Description,
            _ => IndexColumn.Unset,
        };
        return settings.SortColumn == IndexColumn.Unset ? "Second keyword must be 'Name', 'Date', 'Size', or 'Description'" : null;
    }
}
