using Trefoil.Configuration.Directives;
using Trefoil.Modules.Proxy.Core;

namespace Trefoil.Modules.Aaa.AuthnzFcgi;

/// <summary>The directives of mod_authnz_fcgi.</summary>
internal static class AuthnzFcgiDirectives
{
    internal static DirectiveDefinition[] All(AuthnzFcgiModule module) =>
    [
        new("AuthnzFcgiDefineProvider", ArgumentKind.TakeArgv, AllowedIn.RsrcConf, "keyword (authn, authz, or authnz), provider name, address", (_, arguments) => Define(module, arguments)),
        new("AuthnzFcgiCheckAuthnProvider", ArgumentKind.TakeArgv, AllowedIn.OrFileInfo, "AuthnzFcgiCheckAuthnProvider provider-name [ option ... ]", (scope, arguments) => Check(module, scope, arguments)),
    ];

    private static string? Define(AuthnzFcgiModule module, IReadOnlyList<string> arguments)
    {
        if (arguments.Count < 3)
            return "AuthnzFcgiDefineProvider: type, provider name and backend address are required";
        AuthorizerKind? kind = arguments[0].ToLowerInvariant() switch
        {
            "authn" => AuthorizerKind.Authentication,
            "authz" => AuthorizerKind.Authorization,
            "authnz" => AuthorizerKind.Both,
            _ => null,
        };
        if (kind is null)
            return $"Invalid provider type {arguments[0]}; it must be authn, authz or authnz";
        if (arguments.Count > 3)
            return $"Unexpected parameter {arguments[3]}";
        if (!ProxyUrl.TryParse(arguments[2], out var url) || url.Scheme != "fcgi" || url.UnixPath is not null || url.Host.Length == 0)
            return $"Invalid FastCGI address: {arguments[2]}; it must be fcgi://host:port/";
        if (url.Port == 0)
            return $"Missing port number in the FastCGI address {arguments[2]}";
        module.Define(new AuthorizerProvider(kind.Value, arguments[1], url.Host, url.Port));
        return null;
    }

    private static string? Check(AuthnzFcgiModule module, DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
            return "AuthnzFcgiCheckAuthnProvider: a provider name is required";
        var settings = scope.Directory<AuthnzFcgiSettings>();
        settings.Name = arguments[0];
        if (IsNone(arguments[0]))
            return arguments.Count > 1 ? "Options aren't supported with \"None\"" : null;
        if (module.Find(arguments[0]) is not { Kind: not AuthorizerKind.Authorization })
            return $"{arguments[0]} is not the name of a provider of type authn or authnz";
        for (var i = 1; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count)
                return $"Missing value for option {arguments[i]}";
            if (Option(scope, settings, arguments[i], arguments[i + 1]) is { } error)
                return error;
        }
        return settings.DefaultUser is null && settings.UserExpression is null && !settings.RequiresBasic
            ? "A DefaultUser or a UserExpr must be configured where basic authentication is not required"
            : null;
    }

    internal static bool IsNone(string name) => name.Equals("None", StringComparison.OrdinalIgnoreCase);

    private static string? Option(DirectiveScope scope, AuthnzFcgiSettings settings, string name, string value)
    {
        switch (name.ToLowerInvariant())
        {
            case "authoritative" when Flag(value) is { } on:
                settings.Authoritative = on;
                return null;
            case "requirebasicauth" when Flag(value) is { } on:
                settings.RequiresBasic = on;
                return null;
            case "defaultuser":
                settings.DefaultUser = value;
                return null;
            case "userexpr":
                settings.UserExpression = RequestExpressions.ParseString(scope, value, out var refused);
                return settings.UserExpression is null ? $"Error parsing user expression: {refused}" : null;
            case "authoritative" or "requirebasicauth":
                return $"{name} must be On or Off";
            default:
                return $"Unexpected option {name}";
        }
    }

    private static bool? Flag(string value) =>
        value.Equals("on", StringComparison.OrdinalIgnoreCase) ? true : value.Equals("off", StringComparison.OrdinalIgnoreCase) ? false : null;
}
