using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Session;

/// <summary>Directives of mod_session_cookie.</summary>
internal static class SessionCookieDirectives
{
    private const AllowedIn Anywhere = AllowedIn.RsrcConf | AllowedIn.OrAuthConfig;

    internal static readonly IReadOnlyList<DirectiveDefinition> Table =
    [
        new("SessionCookieName", ArgumentKind.RawArgs, Anywhere, "name of the cookie, then its attributes", static (scope, a) => Take(scope, a[0], static (settings, cookie) => settings.Cookie = cookie)),
        new("SessionCookieName2", ArgumentKind.RawArgs, Anywhere, "name of the cookie of the second kind, then its attributes", static (scope, a) => Take(scope, a[0], static (settings, cookie) => settings.Cookie2 = cookie)),
        new("SessionCookieRemove", ArgumentKind.Flag, Anywhere, "On to hide the cookie from what handles the request", static (scope, a) =>
        {
            scope.Directory<SessionCookieSettings>().RemovesCookie = DirectiveScope.IsOn(a[0]);
            return null;
        }),
    ];

    private static string? Take(DirectiveScope scope, string arguments, Action<SessionCookieSettings, SessionCookie> set)
    {
        var position = 0;
        var name = Words.Next(arguments, ref position);
        if (name.Length == 0 || name.AsSpan().IndexOfAny('=', '&') >= 0)
            return $"{scope.Directive.Name} cannot be empty, or contain '=' or '&'.";
        set(scope.Directory<SessionCookieSettings>(), new SessionCookie(name, string.Join(';', Words.All(arguments[position..])).Replace(";;", ";", StringComparison.Ordinal)));
        return null;
    }
}

/// <summary>A cookie's name and attributes.</summary>
internal sealed record SessionCookie(string Name, string Attributes);

/// <summary>SessionCookie* directives of one place.</summary>
internal sealed class SessionCookieSettings : ISettings<SessionCookieSettings>
{
    internal SessionCookie? Cookie { get; set; }

    internal SessionCookie? Cookie2 { get; set; }

    internal bool? RemovesCookie { get; set; }

    public SessionCookieSettings Merge(SessionCookieSettings inner) => new()
    {
        Cookie = inner.Cookie ?? Cookie,
        Cookie2 = inner.Cookie2 ?? Cookie2,
        RemovesCookie = inner.RemovesCookie ?? RemovesCookie,
    };
}
