using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>What mod_proxy is told in directory-like places (Location, Proxy), or for a server as a whole.</summary>
internal sealed class ProxyDirectorySettings : ISettings<ProxyDirectorySettings>
{
    /// <summary>ProxyPass inside a Location.</summary>
    internal ProxyPassEntry? Mapping { get; set; }

    internal bool? Interpolates { get; set; }

    internal bool? PreservesHost { get; set; }

    internal bool? AddsHeaders { get; set; }

    internal bool? Forwards100Continue { get; set; }

    internal bool? OverridesErrors { get; set; }

    /// <summary>Statuses that ProxyErrorOverride is for; empty for all from 400 on.</summary>
    internal int[]? OverriddenStatuses { get; set; }

    internal List<ReverseMapping> Reverse { get; private init; } = [];

    internal List<ReverseMapping> CookiePaths { get; private init; } = [];

    internal List<ReverseMapping> CookieDomains { get; private init; } = [];

    /// <summary>True where the status of a backend is answered with a page of ours.</summary>
    internal bool Overrides(int status) =>
        OverridesErrors == true && status >= 400 && status < 600 && (OverriddenStatuses is not { Length: > 0 } statuses || Array.IndexOf(statuses, status) >= 0);

    public ProxyDirectorySettings Merge(ProxyDirectorySettings inner) => new()
    {
        Mapping = inner.Mapping ?? Mapping,
        Interpolates = inner.Interpolates ?? Interpolates,
        PreservesHost = inner.PreservesHost ?? PreservesHost,
        AddsHeaders = inner.AddsHeaders ?? AddsHeaders,
        Forwards100Continue = inner.Forwards100Continue ?? Forwards100Continue,
        OverridesErrors = inner.OverridesErrors ?? OverridesErrors,
        OverriddenStatuses = inner.OverridesErrors is null ? OverriddenStatuses : inner.OverriddenStatuses,
        Reverse = [.. Reverse, .. inner.Reverse],
        CookiePaths = [.. CookiePaths, .. inner.CookiePaths],
        CookieDomains = [.. CookieDomains, .. inner.CookieDomains],
    };
}
