using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.SlotMem;

/// <summary>mod_slotmem_plain: in Apache it keeps records of other modules in the memory of one process; here they keep them themselves, and the module is there for those who ask for it.</summary>
public sealed class SlotmemPlainModule : Module
{
    /// <inheritdoc/>
    public override string Identifier => "slotmem_plain_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_slotmem_plain.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];
}
