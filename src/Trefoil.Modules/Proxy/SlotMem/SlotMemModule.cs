using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Proxy.SlotMem;

/// <summary>
/// mod_slotmem_shm: in Apache the provider of memory that balancers share. Here the configuration itself gives modules such memory, so that the module has nothing
/// to do; it is there because configurations load it and balancers ask for it.
/// </summary>
public sealed class SlotMemModule : Module
{
    /// <inheritdoc/>
    public override string Identifier => "slotmem_shm_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_slotmem_shm.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];
}
