using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Mappers.Alias;

/// <summary>The Redirect family.</summary>
internal static class RedirectDirectives
{
    private const int Found = 302;
    private const int MovedPermanently = 301;

    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        new("Redirect", ArgumentKind.Take123, AllowedIn.OrFileInfo, "an optional status, then the path and the URL that takes its place",
            static (scope, arguments) => Add(scope, arguments, Found, isPattern: false)),
        new("RedirectMatch", ArgumentKind.Take23, AllowedIn.OrFileInfo, "an optional status, then a regular expression and the URL that takes its place",
            static (scope, arguments) => Add(scope, arguments, Found, isPattern: true)),
        new("RedirectTemp", ArgumentKind.Take2, AllowedIn.OrFileInfo, "a path, then the URL that takes its place",
            static (scope, arguments) => Add(scope, arguments, Found, isPattern: false)),
        new("RedirectPermanent", ArgumentKind.Take2, AllowedIn.OrFileInfo, "a path, then the URL that takes its place",
            static (scope, arguments) => Add(scope, arguments, MovedPermanently, isPattern: false)),
        new("RedirectRelative", ArgumentKind.Flag, AllowedIn.RsrcConf | AllowedIn.AccessConf, "On to send redirects to paths as they are", static (scope, arguments) =>
        {
            scope.Directory<AliasDirectorySettings>().RedirectsRelative = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
    ];

    internal static bool IsRedirect(int status) => status is >= 300 and < 400;

    private static string? Add(DirectiveScope scope, IReadOnlyList<string> arguments, int status, bool isPattern)
    {
        var given = StatusOf(arguments[0]);
        if (arguments.Count == 3 && given is null)
            return "Redirect: invalid first argument (of three)";
        status = given ?? status;
        var rest = given is null ? arguments : [.. arguments.Skip(1)];
        var inSection = scope.Section is not null || scope.IsHtaccess;
        if (!isPattern && IsForWholeSection(rest.Count, status, inSection))
            return SetForSection(scope, rest.Count == 0 ? null : rest[0], status);
        return rest.Count == 0 ? "URL to redirect to is missing" : AddEntry(scope, rest[0], rest.Count > 1 ? rest[1] : null, status, isPattern, inSection);
    }

    // A single word behind the status is the URL-path of Gone and its like, but the URL of a redirect of the section around it.
    private static bool IsForWholeSection(int words, int status, bool inSection) =>
        words == 0 ? !IsRedirect(status) : words == 1 && IsRedirect(status) && inSection;

    private static string? SetForSection(DirectiveScope scope, string? target, int status)
    {
        Expression? expression = null;
        if (target is not null)
        {
            expression = RequestExpressions.ParseString(scope, target, out var error);
            if (expression is null)
                return $"Cannot parse redirect expression '{target}': {error}";
        }
        var settings = scope.Directory<AliasDirectorySettings>();
        settings.RedirectStatus = status;
        settings.RedirectTarget = expression;
        return null;
    }

    private static string? AddEntry(DirectiveScope scope, string path, string? url, int status, bool isPattern, bool inSection)
    {
        IPattern? pattern = null;
        if (isPattern)
        {
            pattern = scope.Context.Patterns.Compile(path, ignoreCase: false, out _);
            if (pattern is null)
                return "Regular expression could not be compiled.";
        }
        if (IsRedirect(status))
        {
            if (url is null)
                return "URL to redirect to is missing";
            if (!isPattern && !RedirectTarget.IsUrl(url) && !url.StartsWith('/'))
                return "Redirect to non-URL";
        }
        else if (url is not null)
        {
            return "Redirect URL not valid for this status";
        }
        var redirects = inSection ? scope.Directory<AliasDirectorySettings>().Redirects : scope.ForServer<AliasServerSettings>().Redirects;
        redirects.Add(new AliasEntry(path, url, pattern, null, status));
        return null;
    }

    private static int? StatusOf(string word) => word.ToLowerInvariant() switch
    {
        "gone" => 410,
        "permanent" => MovedPermanently,
        "temp" => Found,
        "seeother" => 303,
        _ => char.IsAsciiDigit(word[0]) ? LeadingNumber(word) : null,
    };

    private static int LeadingNumber(string word)
    {
        var length = 0;
        while (length < word.Length && char.IsAsciiDigit(word[length]))
            length++;
        return int.TryParse(word.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
    }
}
