using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthzOwner;

/// <summary>mod_authz_owner: Require file-owner.</summary>
internal sealed class AuthzOwnerModule : Module, IAuthorizationProviders
{
    internal const string Name = "authz_owner";

    public override string Identifier => "authz_owner_module";

    public override string SourceFile => "mod_authz_owner.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    public IReadOnlyList<AuthorizationProvider> AuthorizationProviders { get; } = [new FileOwnerProvider()];

    private sealed class FileOwnerProvider : AuthorizationProvider
    {
        internal override string Name => "file-owner";

        internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
        {
            if (request.User is null)
                return AuthorizationStatus.DeniedNoUser;
            var owner = FileOwnership.OwnerOf(request, out var reason);
            if (owner == request.User)
                return AuthorizationStatus.Granted;
            Log.Write(request, LogLevel.Error, AuthzOwnerModule.Name, 1637,
                $"Authorization of user {request.User} to access {request.Uri} failed, reason: {reason ?? $"file owner {owner} does not match."}");
            return AuthorizationStatus.Denied;
        }
    }
}
