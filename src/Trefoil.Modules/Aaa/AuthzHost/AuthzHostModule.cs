using Trefoil.Configuration.Directives;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthzHost;

/// <summary>mod_authz_host: rules about the client's address and name.</summary>
internal sealed class AuthzHostModule : Module, IAuthorizationProviders
{
    internal const string Name = "authz_host";

    public override string Identifier => "authz_host_module";

    public override string SourceFile => "mod_authz_host.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    public IReadOnlyList<AuthorizationProvider> AuthorizationProviders { get; } = [new IpProvider(), new HostProvider(), new ForwardDnsProvider(), new LocalProvider()];
}
