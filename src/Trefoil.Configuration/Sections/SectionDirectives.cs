using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Sections;

/// <summary>The rows of the sections that give a configuration its structure.</summary>
internal static class SectionDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        Define("<Directory", AllowedIn.RsrcConf, "a directory", static (scope, text) => PathSections.Directory(scope, text, isMatch: false)),
        Define("<DirectoryMatch", AllowedIn.RsrcConf, "a pattern of directories", static (scope, text) => PathSections.Directory(scope, text, isMatch: true)),
        Define("<Location", AllowedIn.RsrcConf, "a path of URLs", static (scope, text) => PathSections.Location(scope, text, isMatch: false)),
        Define("<LocationMatch", AllowedIn.RsrcConf, "a pattern of URLs", static (scope, text) => PathSections.Location(scope, text, isMatch: true)),
        Define("<Files", AllowedIn.OrAll, "a file name", static (scope, text) => PathSections.Files(scope, text, isMatch: false)),
        Define("<FilesMatch", AllowedIn.OrAll, "a pattern of file names", static (scope, text) => PathSections.Files(scope, text, isMatch: true)),
        Define("<Limit", AllowedIn.OrLimit | AllowedIn.OrAuthConfig, "methods", static (scope, text) => LimitSections.Read(scope, text, isExcept: false)),
        Define("<LimitExcept", AllowedIn.OrLimit | AllowedIn.OrAuthConfig, "methods", static (scope, text) => LimitSections.Read(scope, text, isExcept: true)),
        Define("<If", AllowedIn.OrAll, "a condition", static (scope, text) => ConditionSections.Read(scope, text, SectionKind.If)),
        Define("<ElseIf", AllowedIn.OrAll, "a condition", static (scope, text) => ConditionSections.Read(scope, text, SectionKind.ElseIf)),
        Define("<Else", AllowedIn.OrAll, "nothing", static (scope, text) => ConditionSections.Read(scope, text, SectionKind.Else)),
        Define("<VirtualHost", AllowedIn.RsrcConf, "addresses", static (scope, text) => VirtualHostSection.Read(scope, text)),
        Define("Error", AllowedIn.OrAll, "a message", static (_, text) => Reading.Words.All(text) is [.. var words] && words.Count > 0 && words[0].Length > 0 ? Message(text) : "The Error directive was used with no message."),
        Define("RegexDefaultOptions", AllowedIn.RsrcConf, "options with + or - in front", static (scope, text) => RegexDefaultOptions.Read(scope, text)),
    ];

    private static string Message(string text)
    {
        var position = 0;
        // Quotes around the whole are taken off, otherwise the text stands as it is.
        var word = Reading.Words.Next(text, ref position);
        return position < text.Length ? text : word;
    }

    private static DirectiveDefinition Define(string name, AllowedIn allowedIn, string help, Func<DirectiveScope, string, string?> read) =>
        new(name, ArgumentKind.RawArgs, allowedIn, help, (scope, arguments) => read(scope, arguments[0]));
}
