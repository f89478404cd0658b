using Trefoil.Configuration.Directives;

namespace Trefoil.Mpm;

/// <summary>A module that starts programs while it serves requests. Where one is loaded, the parent keeps a spawner process.</summary>
public interface ISpawnerUser
{
    /// <summary>True when this configuration lets the module start programs as other users, so that the spawner must remain root.</summary>
    bool NeedsOtherUsers(ConfigurationContext context) => false;
}
