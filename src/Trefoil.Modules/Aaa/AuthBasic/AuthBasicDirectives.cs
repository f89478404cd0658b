using Trefoil.Configuration.Directives;
using Trefoil.Modules.Aaa.Authentication;

namespace Trefoil.Modules.Aaa.AuthBasic;

/// <summary>Directives of mod_auth_basic.</summary>
internal static class AuthBasicDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> Table =
    [
        new("AuthBasicProvider", ArgumentKind.Iterate, AllowedIn.OrAuthConfig, "specify the auth providers for a directory or location", AddProvider),
        new("AuthBasicAuthoritative", ArgumentKind.Flag, AllowedIn.OrAuthConfig, "Off to let other modules try a user that no provider knows", SetAuthoritative),
        new("AuthBasicFake", ArgumentKind.Take12, AllowedIn.OrAuthConfig, "user and password to send on as if the client had given them, or 'off'", SetFake),
        new("AuthBasicUseDigestAlgorithm", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "MD5 to check against digests of user, realm and password, or Off", SetAlgorithm),
    ];

    private static string? AddProvider(DirectiveScope scope, IReadOnlyList<string> arguments) =>
        ProviderList.Add(scope, scope.Directory<AuthBasicSettings>().Providers ??= [], arguments[0], forDigest: false);

    private static string? SetAuthoritative(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<AuthBasicSettings>().Authoritative = DirectiveScope.IsOn(arguments[0]);
        return null;
    }

    private static string? SetFake(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<AuthBasicSettings>();
        settings.HasFake = true;
        settings.FakeUser = null;
        if (string.Equals(arguments[0], "off", StringComparison.OrdinalIgnoreCase))
            return null;
        settings.FakeUser = RequestText.Parse(scope, arguments[0], out var error);
        if (settings.FakeUser is null)
            return "Could not parse fake username expression '" + arguments[0] + "': " + error;
        var password = arguments.Count > 1 ? arguments[1] : "password";
        settings.FakePassword = RequestText.Parse(scope, password, out error);
        return settings.FakePassword is null ? "Could not parse fake password expression associated to user '" + arguments[0] + "': " + error : null;
    }

    private static string? SetAlgorithm(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var isMd5 = string.Equals(arguments[0], "MD5", StringComparison.OrdinalIgnoreCase);
        if (!isMd5 && !string.Equals(arguments[0], "Off", StringComparison.OrdinalIgnoreCase))
            return $"Invalid algorithm in AuthBasicUseDigestAlgorithm: {arguments[0]}";
        scope.Directory<AuthBasicSettings>().UsesDigest = isMd5;
        return null;
    }
}
