using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>The directives of mod_proxy_fcgi.</summary>
internal static class ProxyFcgiDirectives
{
    internal static IReadOnlyList<DirectiveDefinition> All { get; } =
    [
        new("ProxyFCGIBackendType", ArgumentKind.Take1, AllowedIn.OrFileInfo, "Specify the type of FastCGI server: 'Generic', 'FPM'", SetType),
        new("ProxyFCGISetEnvIf", ArgumentKind.Take23, AllowedIn.OrFileInfo, "expr-condition env-name expr-value", AddChange),
    ];

    private static string? SetType(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        BackendType? type = arguments[0].ToUpperInvariant() switch
        {
            "FPM" => BackendType.Fpm,
            "GENERIC" => BackendType.Generic,
            _ => null,
        };
        if (type is null)
            return "ProxyFCGIBackendType must be 'FPM' or 'GENERIC'";
        scope.Directory<FastCgiSettings>().Type = type;
        return null;
    }

    private static string? AddChange(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (RequestExpressions.ParseCondition(scope, arguments[0], out var refused) is not { } condition)
            return $"Error parsing conditional expression: {refused}";
        var removes = arguments[1].StartsWith('!');
        var name = removes ? arguments[1][1..] : arguments[1];
        if (name.Length == 0)
            return "ProxyFCGISetEnvIf: missing environment variable name";
        Expression? value = null;
        if (arguments.Count == 3)
        {
            if (removes)
                return "Third argument not allowed when the variable is removed";
            value = RequestExpressions.ParseString(scope, arguments[2], out refused);
            if (value is null)
                return $"Error parsing value expression: {refused}";
        }
        scope.Directory<FastCgiSettings>().Changes.Add(new VariableChange(condition, name, removes, value));
        return null;
    }
}
