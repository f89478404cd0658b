using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Session;

/// <summary>Session* directives of one place.</summary>
internal sealed class SessionSettings : ISettings<SessionSettings>
{
    internal bool? IsOn { get; set; }

    internal long? MaxAge { get; set; }

    /// <summary>Seconds that the end may lag behind before the session is written again for nothing but that.</summary>
    internal long? ExpiryUpdateInterval { get; set; }

    internal string? Header { get; set; }

    internal bool? HasEnvironment { get; set; }

    internal List<string> Includes { get; init; } = [];

    internal List<string> Excludes { get; init; } = [];

    public SessionSettings Merge(SessionSettings inner) => new()
    {
        IsOn = inner.IsOn ?? IsOn,
        MaxAge = inner.MaxAge ?? MaxAge,
        ExpiryUpdateInterval = inner.ExpiryUpdateInterval ?? ExpiryUpdateInterval,
        Header = inner.Header ?? Header,
        HasEnvironment = inner.HasEnvironment ?? HasEnvironment,
        Includes = [.. Includes, .. inner.Includes],
        Excludes = [.. Excludes, .. inner.Excludes],
    };

    /// <summary>True where SessionInclude and SessionExclude leave a place for this URI.</summary>
    internal bool Covers(string uri) =>
        (Includes.Count == 0 || Includes.Exists(prefix => uri.StartsWith(prefix, StringComparison.Ordinal)))
        && !Excludes.Exists(prefix => uri.StartsWith(prefix, StringComparison.Ordinal));
}
