using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthzUser;

/// <summary>mod_authz_user: Require user and Require valid-user.</summary>
internal sealed class AuthzUserModule : Module, IAuthorizationProviders
{
    internal const string Name = "authz_user";

    public override string Identifier => "authz_user_module";

    public override string SourceFile => "mod_authz_user.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    public IReadOnlyList<AuthorizationProvider> AuthorizationProviders { get; } = [new UserProvider(), new ValidUserProvider()];

    private sealed class UserProvider : AuthorizationProvider
    {
        internal override string Name => "user";

        internal override string? Parse(DirectiveScope scope, string arguments, out object? parsed) => RequireText.Parse(scope, arguments, out parsed);

        internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
        {
            if (request.User is null)
                return AuthorizationStatus.DeniedNoUser;
            if (RequireText.Words(request, parsed, out var error) is not { } words)
            {
                Log.Write(request, LogLevel.Error, AuthzUserModule.Name, 2594, $"authz_user authorize: require user: Can't evaluate require expression: {error}");
                return AuthorizationStatus.Denied;
            }
            if (words.Contains(request.User))
                return AuthorizationStatus.Granted;
            Log.Write(request, LogLevel.Debug, AuthzUserModule.Name, 1663,
                $"access to {request.Uri} failed, reason: user '{request.User}' does not meet 'require'ments for user to be allowed access");
            return AuthorizationStatus.Denied;
        }
    }

    private sealed class ValidUserProvider : AuthorizationProvider
    {
        internal override string Name => "valid-user";

        internal override AuthorizationStatus Check(Request request, string arguments, object? parsed) =>
            request.User is null ? AuthorizationStatus.DeniedNoUser : AuthorizationStatus.Granted;
    }
}
