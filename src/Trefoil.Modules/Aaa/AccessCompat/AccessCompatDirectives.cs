using Trefoil.Configuration.Directives;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Aaa.AccessCompat;

/// <summary>Directives of mod_access_compat.</summary>
internal static class AccessCompatDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> Table =
    [
        new("Order", ArgumentKind.Take1, AllowedIn.OrLimit, "'allow,deny', 'deny,allow', or 'mutual-failure'", Order),
        new("Allow", ArgumentKind.Iterate2, AllowedIn.OrLimit, "'from' followed by hostnames or IP-address wildcards", Allow),
        new("Deny", ArgumentKind.Iterate2, AllowedIn.OrLimit, "'from' followed by hostnames or IP-address wildcards", Deny),
        new("Satisfy", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "access policy if both allow and require used ('all' or 'any')", Satisfy),
    ];

    private static string? Order(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        AccessOrder? order = arguments[0].ToUpperInvariant() switch
        {
            "ALLOW,DENY" => AccessOrder.AllowThenDeny,
            "DENY,ALLOW" => AccessOrder.DenyThenAllow,
            "MUTUAL-FAILURE" => AccessOrder.MutualFailure,
            _ => null,
        };
        if (order is null)
            return "unknown order";
        scope.Directory<AccessCompatSettings>().SetOrder(scope.LimitedMethods, order.Value);
        return null;
    }

    private static string? Allow(DirectiveScope scope, IReadOnlyList<string> arguments) => Add(scope, arguments, scope.Directory<AccessCompatSettings>().Allows);

    private static string? Deny(DirectiveScope scope, IReadOnlyList<string> arguments) => Add(scope, arguments, scope.Directory<AccessCompatSettings>().Denies);

    private static string? Add(DirectiveScope scope, IReadOnlyList<string> arguments, List<AccessRule> rules)
    {
        if (!string.Equals(arguments[0], "from", StringComparison.OrdinalIgnoreCase))
            return "allow and deny must be followed by 'from'";
        var rule = AccessRule.Parse(arguments[1], scope.LimitedMethods, out var error);
        if (rule is not null)
            rules.Add(rule);
        return error;
    }

    private static string? Satisfy(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var any = string.Equals(arguments[0], "any", StringComparison.OrdinalIgnoreCase);
        if (!any && !string.Equals(arguments[0], "all", StringComparison.OrdinalIgnoreCase))
            return "Satisfy either 'any' or 'all'.";
        scope.Directory<AccessCompatSettings>().SetSatisfy(scope.LimitedMethods, any ? SatisfyRule.Any : SatisfyRule.All);
        return null;
    }
}
