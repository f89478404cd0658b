using System.Globalization;
using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Session;

/// <summary>Directives of mod_session.</summary>
internal static class SessionDirectives
{
    private const AllowedIn Anywhere = AllowedIn.RsrcConf | AllowedIn.OrAuthConfig;

    internal static readonly IReadOnlyList<DirectiveDefinition> Table =
    [
        new("Session", ArgumentKind.Flag, Anywhere, "On to keep a session", static (scope, a) => Give(scope, s => s.IsOn = DirectiveScope.IsOn(a[0]))),
        new("SessionMaxAge", ArgumentKind.Take1, Anywhere, "seconds that a session lives behind its last use, 0 for no limit", SetMaxAge),
        new("SessionExpiryUpdateInterval", ArgumentKind.Take1, Anywhere, "seconds between writings of a session whose end alone has changed", SetInterval),
        new("SessionHeader", ArgumentKind.Take1, Anywhere, "response field that replaces the session", static (scope, a) => Give(scope, s => s.Header = a[0])),
        new("SessionEnv", ArgumentKind.Flag, Anywhere, "On to show the session as HTTP_SESSION", static (scope, a) => Give(scope, s => s.HasEnvironment = DirectiveScope.IsOn(a[0]))),
        new("SessionInclude", ArgumentKind.Take1, Anywhere, "beginning of URIs that have a session", static (scope, a) => Give(scope, s => s.Includes.Add(a[0]))),
        new("SessionExclude", ArgumentKind.Take1, Anywhere, "beginning of URIs that have none", static (scope, a) => Give(scope, s => s.Excludes.Add(a[0]))),
    ];

    private static string? SetMaxAge(DirectiveScope scope, IReadOnlyList<string> arguments) =>
        long.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= int.MaxValue
            ? Give(scope, settings => settings.MaxAge = seconds)
            : $"SessionMaxAge must be a number of seconds, not '{arguments[0]}'";

    private static string? SetInterval(DirectiveScope scope, IReadOnlyList<string> arguments) =>
        long.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? Give(scope, settings => settings.ExpiryUpdateInterval = seconds)
            : "SessionExpiryUpdateInterval must be zero (disable) or a positive value";

    private static string? Give(DirectiveScope scope, Action<SessionSettings> set)
    {
        set(scope.Directory<SessionSettings>());
        return null;
    }
}
