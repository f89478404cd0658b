using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Metadata.Version;

/// <summary>mod_version: gives its name to IfModule; the sections themselves are resolved while the configuration is read.</summary>
public sealed class VersionModule : Module
{
    /// <inheritdoc/>
    public override string Identifier => "version_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_version.c";

    /// <inheritdoc/>
    public override bool IsStatic => true;

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];
}
