using Trefoil.Configuration.Directives;

namespace Trefoil.Modules;

/// <summary>A module that is compiled in.</summary>
/// <param name="Identifier">LoadModule's name for it.</param>
/// <param name="SourceFile">IfModule's name for it.</param>
/// <param name="Create">Makes an instance for one configuration.</param>
public sealed record RegisteredModule(string Identifier, string SourceFile, Func<Module> Create);

/// <summary>Every module of this project, in alphabetical order.</summary>
public static class ModuleRegistry
{
    /// <summary>The list.</summary>
    public static IReadOnlyList<RegisteredModule> All { get; } =
    [
        new("actions_module", "mod_actions.c", static () => new Mappers.Actions.ActionsModule()),
        new("alias_module", "mod_alias.c", static () => new Mappers.Alias.AliasModule()),
        new("asis_module", "mod_asis.c", static () => new Generators.AsIs.AsIsModule()),
        new("dir_module", "mod_dir.c", static () => new Mappers.Dir.DirModule()),
        new("log_config_module", "mod_log_config.c", static () => new Loggers.LogConfig.LogConfigModule()),
        new("logio_module", "mod_logio.c", static () => new Loggers.LogIO.LogIOModule()),
        new("mime_module", "mod_mime.c", static () => new Metadata.Mime.MimeModule()),
        new("so_module", "mod_so.c", static () => new Mappers.So.SoModule()),
        new("unique_id_module", "mod_unique_id.c", static () => new Metadata.UniqueId.UniqueIdModule()),
        new("userdir_module", "mod_userdir.c", static () => new Mappers.Userdir.UserdirModule()),
        new("usertrack_module", "mod_usertrack.c", static () => new Metadata.UserTrack.UserTrackModule()),
        new("version_module", "mod_version.c", static () => new Metadata.Version.VersionModule()),
        new("vhost_alias_module", "mod_vhost_alias.c", static () => new Mappers.VhostAlias.VhostAliasModule()),
    ];
}
