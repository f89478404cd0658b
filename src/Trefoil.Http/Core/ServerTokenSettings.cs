using Trefoil.Configuration.Settings;

namespace Trefoil.Http.Core;

/// <summary>ServerTokens, and what modules add to the banner; the main server's counts.</summary>
public sealed class ServerTokenSettings : ISettings<ServerTokenSettings>
{
    private string? _full;
    private readonly List<string> _components = [];

    internal ServerTokenMode Mode { get; set; } = ServerTokenMode.Full;

    internal string Full => _full ??= string.Join(' ', ["Apache/" + ServerBanner.Version + " (Unix)", .. _components]);

    /// <summary>Adds a product ("mod_fcgid/2.3.9") to the full banner (ap_add_version_component); for PostConfig.</summary>
    public void AddComponent(string component)
    {
        _components.Add(component);
        _full = null;
    }

    /// <inheritdoc/>
    public ServerTokenSettings Merge(ServerTokenSettings inner) => this;
}
