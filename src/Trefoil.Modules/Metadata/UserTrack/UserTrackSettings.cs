using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Metadata.UserTrack;

/// <summary>CookieStyle.</summary>
internal enum CookieStyle
{
    Unset,
    Netscape,
    Cookie,
    Cookie2,
}

/// <summary>Settings of mod_usertrack.</summary>
internal sealed class UserTrackSettings : ISettings<UserTrackSettings>
{
    internal const string DefaultName = "Apache";

    internal bool? IsTracking { get; set; }

    internal string? NameGiven { get; set; }

    internal string Name => NameGiven ?? DefaultName;

    internal string? Domain { get; set; }

    internal CookieStyle Style { get; set; }

    /// <summary>Seconds until the cookie expires; 0 for the end of the session.</summary>
    internal int? Expires { get; set; }

    internal bool? IsSecure { get; set; }

    internal bool? IsHttpOnly { get; set; }

    /// <summary>"SameSite=..." or null.</summary>
    internal string? SameSite { get; set; }

    public UserTrackSettings Merge(UserTrackSettings inner) => new()
    {
        IsTracking = inner.IsTracking ?? IsTracking,
        NameGiven = inner.NameGiven ?? NameGiven,
        Domain = inner.Domain ?? Domain,
        Style = inner.Style != CookieStyle.Unset ? inner.Style : Style,
        Expires = inner.Expires ?? Expires,
        IsSecure = inner.IsSecure ?? IsSecure,
        IsHttpOnly = inner.IsHttpOnly ?? IsHttpOnly,
        SameSite = inner.SameSite ?? SameSite,
    };
}
