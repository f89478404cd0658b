using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Mappers.So;

/// <summary>mod_so: gives its name to IfModule; LoadModule switches compiled-in modules on while the configuration is read.</summary>
public sealed class SoModule : Module
{
    /// <inheritdoc/>
    public override string Identifier => "so_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_so.c";

    /// <inheritdoc/>
    public override bool IsStatic => true;

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];
}
