using System.Globalization;
using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Metadata.UserTrack;

/// <summary>The Cookie directives.</summary>
internal static class UserTrackDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        new("CookieExpires", ArgumentKind.Take1, AllowedIn.OrFileInfo, "seconds, or a quoted text like \"2 weeks\"", static (scope, arguments) =>
        {
            if (!TryReadPeriod(arguments[0], out var seconds, out var error))
                return error;
            scope.Directory<UserTrackSettings>().Expires = seconds;
            return null;
        }),
        new("CookieDomain", ArgumentKind.Take1, AllowedIn.OrFileInfo, "the domain that the cookie is for", SetDomain),
        new("CookieStyle", ArgumentKind.Take1, AllowedIn.OrFileInfo, "'Netscape', 'Cookie' (RFC2109) or 'Cookie2' (RFC2965)", SetStyle),
        Flag("CookieTracking", "whether cookies are sent", static (settings, on) => settings.IsTracking = on),
        new("CookieName", ArgumentKind.Take1, AllowedIn.OrFileInfo, "the name of the cookie", SetName),
        new("CookieSameSite", ArgumentKind.Take1, AllowedIn.OrFileInfo, "Strict, Lax or None", SetSameSite),
        Flag("CookieSecure", "whether the cookie is for secure connections alone", static (settings, on) => settings.IsSecure = on),
        Flag("CookieHTTPOnly", "whether scripts of pages may not read the cookie", static (settings, on) => settings.IsHttpOnly = on),
    ];

    /// <summary>Reads "86400" or "1 year 2 months": seconds.</summary>
    internal static bool TryReadPeriod(string text, out int seconds, out string? error)
    {
        seconds = 0;
        error = null;
        if (text.Length > 0 && char.IsAsciiDigit(text[0]) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds))
            return true;
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var at = words.Length > 0 && words[0].StartsWith("plus", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        long total = 0;
        while (at < words.Length)
        {
            if (!int.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                error = "bad expires code, numeric value expected.";
                return false;
            }
            if (++at == words.Length)
            {
                error = "bad expires code, missing <type>";
                return false;
            }
            if (UnitOf(words[at++]) is not { } unit)
            {
                error = "bad expires code, unrecognized type";
                return false;
            }
            total += (long)count * unit;
        }
        seconds = (int)Math.Min(total, int.MaxValue);
        return true;
    }

    private static int? UnitOf(string word)
    {
        const int Day = 24 * 60 * 60;
        foreach (var (name, seconds) in (ReadOnlySpan<(string, int)>)[("year", 365 * Day), ("month", 30 * Day), ("week", 7 * Day), ("day", Day), ("hour", 3600), ("minute", 60), ("second", 1)])
        {
            if (word.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return seconds;
        }
        return null;
    }

    private static string? SetDomain(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var domain = arguments[0];
        if (domain.Length == 0)
            return "CookieDomain values may not be null";
        if (domain[0] != '.')
            return "CookieDomain values must begin with a dot";
        if (!domain.AsSpan(1).Contains('.'))
            return "CookieDomain values must contain at least one embedded dot";
        scope.Directory<UserTrackSettings>().Domain = domain;
        return null;
    }

    private static string? SetStyle(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var style = arguments[0].ToLowerInvariant() switch
        {
            "netscape" => CookieStyle.Netscape,
            "cookie" or "rfc2109" => CookieStyle.Cookie,
            "cookie2" or "rfc2965" => CookieStyle.Cookie2,
            _ => CookieStyle.Unset,
        };
        if (style == CookieStyle.Unset)
            return $"Invalid {scope.Directive.Name} keyword: '{arguments[0]}'";
        scope.Directory<UserTrackSettings>().Style = style;
        return null;
    }

    private static string? SetName(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<UserTrackSettings>().NameGiven = arguments[0];
        return null;
    }

    private static string? SetSameSite(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var value = arguments[0].ToLowerInvariant() switch
        {
            "strict" => "SameSite=Strict",
            "lax" => "SameSite=Lax",
            "none" => "SameSite=None",
            _ => null,
        };
        if (value is null)
            return "CookieSameSite accepts 'Strict', 'Lax', or 'None'";
        scope.Directory<UserTrackSettings>().SameSite = value;
        return null;
    }

    private static DirectiveDefinition Flag(string name, string help, Action<UserTrackSettings, bool> set) =>
        new(name, ArgumentKind.Flag, AllowedIn.OrFileInfo, help, (scope, arguments) =>
        {
            set(scope.Directory<UserTrackSettings>(), DirectiveScope.IsOn(arguments[0]));
            return null;
        });
}
