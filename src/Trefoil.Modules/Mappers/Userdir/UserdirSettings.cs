using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Mappers.Userdir;

/// <summary>Per-server settings of mod_userdir.</summary>
internal sealed class UserdirSettings : ISettings<UserdirSettings>
{
    /// <summary>Places to look, in order; null where none were given.</summary>
    internal List<string>? Places { get; set; }

    /// <summary>False after "UserDir disabled": only the enabled users have a directory.</summary>
    internal bool? IsEnabled { get; set; }

    internal HashSet<string> EnabledUsers { get; private init; } = new(StringComparer.OrdinalIgnoreCase);

    internal HashSet<string> DisabledUsers { get; private init; } = new(StringComparer.OrdinalIgnoreCase);

    internal bool Allows(string user) => !DisabledUsers.Contains(user) && (IsEnabled != false || EnabledUsers.Contains(user));

    public UserdirSettings Merge(UserdirSettings inner) => new()
    {
        Places = inner.Places ?? Places,
        IsEnabled = inner.IsEnabled ?? IsEnabled,
        EnabledUsers = inner.EnabledUsers.Count > 0 ? inner.EnabledUsers : EnabledUsers,
        DisabledUsers = inner.DisabledUsers.Count > 0 ? inner.DisabledUsers : DisabledUsers,
    };
}
