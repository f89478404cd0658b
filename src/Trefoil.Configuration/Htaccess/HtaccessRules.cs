using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Htaccess;

/// <summary>What AllowOverride and AllowOverrideList give a .htaccess file.</summary>
public sealed class HtaccessRules
{
    /// <summary>Allowed classes.</summary>
    public AllowedIn Override { get; init; }

    /// <summary>Options bits that Options=... names.</summary>
    public uint OverrideOptions { get; init; } = uint.MaxValue;

    /// <summary>Names of AllowOverrideList (without regard to case), or null.</summary>
    public IReadOnlySet<string>? OverrideList { get; init; }

    /// <summary>Nonfatal=Override or All.</summary>
    public bool NonfatalOverride { get; init; }

    /// <summary>Nonfatal=Unknown or All.</summary>
    public bool NonfatalUnknown { get; init; }

    /// <summary>Where AllowOverride stands, to name it when it forbids something.</summary>
    public SourceLocation? Origin { get; init; }
}
