using Trefoil.Configuration.Settings;

namespace Trefoil.Mpm.Unixd;

/// <summary>Who the children become.</summary>
public sealed class UnixdSettings : ISettings<UnixdSettings>
{
    /// <summary>User as written, or null.</summary>
    public string? UserText { get; set; }

    /// <summary>Group as written, or null.</summary>
    public string? GroupText { get; set; }

    /// <summary>The user's number; null where User was not given.</summary>
    public uint? User { get; set; }

    /// <summary>The group's number; null where Group was not given.</summary>
    public uint? Group { get; set; }

    /// <summary>ChrootDir, or null.</summary>
    public string? ChrootDirectory { get; set; }

    /// <summary>Suexec; null where not given.</summary>
    public bool? Suexec { get; set; }

    /// <inheritdoc/>
    public UnixdSettings Merge(UnixdSettings inner) => this;
}
