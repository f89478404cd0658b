using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.SlotMem;

/// <summary>mod_slotmem_shm: in Apache it keeps records of other modules in shared memory; here they keep them themselves, and the module is there for those who ask for it.</summary>
public sealed class SlotmemShmModule : Module
{
    /// <inheritdoc/>
    public override string Identifier => "slotmem_shm_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_slotmem_shm.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];
}
