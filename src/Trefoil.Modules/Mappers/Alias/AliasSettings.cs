using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Mappers.Alias;

/// <summary>Aliases and redirects that stand outside of directory-like sections. A virtual host's come before the main server's.</summary>
internal sealed class AliasServerSettings : ISettings<AliasServerSettings>
{
    internal List<AliasEntry> Aliases { get; private init; } = [];

    internal List<AliasEntry> Redirects { get; private init; } = [];

    public AliasServerSettings Merge(AliasServerSettings inner) => new()
    {
        Aliases = [.. inner.Aliases, .. Aliases],
        Redirects = [.. inner.Redirects, .. Redirects],
    };
}

/// <summary>What mod_alias was told in a directory-like section.</summary>
internal sealed class AliasDirectorySettings : ISettings<AliasDirectorySettings>
{
    internal List<AliasEntry> Redirects { get; private init; } = [];

    /// <summary>Alias or ScriptAlias with one argument.</summary>
    internal Expression? Alias { get; set; }

    /// <summary>Path of the Location that the alias stands in; null where that is a pattern.</summary>
    internal string? AliasUrlPath { get; set; }

    internal string? AliasHandler { get; set; }

    /// <summary>Status of a Redirect without URL-path, 0 for none.</summary>
    internal int RedirectStatus { get; set; }

    internal Expression? RedirectTarget { get; set; }

    internal bool? PreservesPath { get; set; }

    internal bool? RedirectsRelative { get; set; }

    public AliasDirectorySettings Merge(AliasDirectorySettings inner)
    {
        var aliased = inner.Alias is not null ? inner : this;
        var redirected = inner.RedirectStatus != 0 ? inner : this;
        return new AliasDirectorySettings
        {
            Redirects = [.. inner.Redirects, .. Redirects],
            Alias = aliased.Alias,
            AliasUrlPath = aliased.AliasUrlPath,
            AliasHandler = aliased.AliasHandler,
            RedirectStatus = redirected.RedirectStatus,
            RedirectTarget = redirected.RedirectTarget,
            PreservesPath = inner.PreservesPath ?? PreservesPath,
            RedirectsRelative = inner.RedirectsRelative ?? RedirectsRelative,
        };
    }
}
