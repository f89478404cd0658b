using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Mappers.VhostAlias;

/// <summary>One of the interpolated directories.</summary>
/// <param name="Format">The path with its % parts; null for "none".</param>
/// <param name="ByAddress">True to take the parts from the server's address, false from its name.</param>
internal sealed record InterpolatedDirectory(string? Format, bool ByAddress);

/// <summary>Per-server settings of mod_vhost_alias.</summary>
internal sealed class VhostAliasSettings : ISettings<VhostAliasSettings>
{
    internal InterpolatedDirectory? DocumentRoot { get; set; }

    internal InterpolatedDirectory? ScriptDirectory { get; set; }

    public VhostAliasSettings Merge(VhostAliasSettings inner) => new()
    {
        DocumentRoot = inner.DocumentRoot ?? DocumentRoot,
        ScriptDirectory = inner.ScriptDirectory ?? ScriptDirectory,
    };
}
