using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Directives;

/// <summary>
/// A module: names, directives and configuration hooks. What it does with requests it says by also implementing the
/// phase interfaces of Trefoil.Http. One instance lives for the life of one configuration.
/// </summary>
public abstract class Module
{
    /// <summary>LoadModule's identifier: "alias_module".</summary>
    public abstract string Identifier { get; }

    /// <summary>Source-file name for IfModule and -l: "mod_alias.c", "core.c", "event.c".</summary>
    public abstract string SourceFile { get; }

    /// <summary>Short name in error-log lines: "alias", "core", "mpm_event".</summary>
    public virtual string ShortName => Identifier.EndsWith("_module", StringComparison.Ordinal) ? Identifier[..^7] : Identifier;

    /// <summary>True for core.c, http_core.c, mod_so.c and the like, which are on without a LoadModule.</summary>
    public virtual bool IsStatic => false;

    /// <summary>The command table.</summary>
    public abstract IReadOnlyList<DirectiveDefinition> Directives { get; }

    /// <summary>Before the first directive is applied: set defaults, register names (Apache's pre_config).</summary>
    public virtual string? PreConfig(ConfigurationContext context) => null;

    /// <summary>After all directives: check relations between them (check_config and post_config); a text refuses the start.</summary>
    public virtual string? PostConfig(ConfigurationContext context) => null;
}
