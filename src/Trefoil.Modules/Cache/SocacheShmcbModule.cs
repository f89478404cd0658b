using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Cache;

/// <summary>mod_socache_shmcb: gives its name to caches in shared memory ("shmcb"), see <see cref="SharedCache"/>.</summary>
public sealed class SocacheShmcbModule : Module
{
    /// <inheritdoc/>
    public override string Identifier => "socache_shmcb_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_socache_shmcb.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];
}
