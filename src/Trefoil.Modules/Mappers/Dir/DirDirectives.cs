using System.Globalization;
using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Mappers.Dir;

/// <summary>The directives of mod_dir.</summary>
internal static class DirDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        new("FallbackResource", ArgumentKind.Take1, AllowedIn.OrIndexes, "the path to serve where nothing else is found, or 'disabled'", static (scope, arguments) =>
        {
            scope.Directory<DirSettings>().Fallback = arguments[0];
            return null;
        }),
        new("DirectoryIndex", ArgumentKind.RawArgs, AllowedIn.OrIndexes, "file names, the first that is there is served; or 'disabled'", AddNames),
        new("DirectorySlash", ArgumentKind.Flag, AllowedIn.OrIndexes, "On or Off", static (scope, arguments) =>
        {
            scope.Directory<DirSettings>().AddsSlash = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        new("DirectoryCheckHandler", ArgumentKind.Flag, AllowedIn.OrIndexes, "On or Off", static (scope, arguments) =>
        {
            scope.Directory<DirSettings>().ChecksHandler = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        new("DirectoryIndexRedirect", ArgumentKind.Take1, AllowedIn.OrIndexes, "On, Off, or a 3xx status code", SetRedirect),
    ];

    private static string? AddNames(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var names = scope.Directory<DirSettings>().NamesGiven ??= [];
        var words = ConfigurationWordList.Split(arguments[0]);
        if (words.Count == 1 && string.Equals(words[0], "disabled", StringComparison.OrdinalIgnoreCase))
            names.Clear();
        else
            names.AddRange(words);
        return null;
    }

    private static string? SetRedirect(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        int? status = arguments[0].ToLowerInvariant() switch
        {
            "on" or "temp" => 302,
            "off" => 0,
            "permanent" => 301,
            "seeother" => 303,
            _ => null,
        };
        if (status is null && char.IsAsciiDigit(arguments[0].FirstOrDefault()))
        {
            if (!int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 300 or > 399)
                return "DirectoryIndexRedirect only accepts values between 300 and 399";
            status = number;
        }
        if (status is null)
            return "DirectoryIndexRedirect ON|OFF|permanent|temp|seeother|3xx";
        scope.Directory<DirSettings>().IndexRedirect = status;
        return null;
    }
}
