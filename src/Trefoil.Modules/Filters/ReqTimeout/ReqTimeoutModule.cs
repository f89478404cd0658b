using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Filters.ReqTimeout;

/// <summary>mod_reqtimeout: limits on the time that a client may take for its request. The HTTP session keeps them; here they are configured.</summary>
public sealed class ReqTimeoutModule : Module
{
    /// <inheritdoc/>
    public override string Identifier => "reqtimeout_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_reqtimeout.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => ReqTimeoutDirectives.All;
}
