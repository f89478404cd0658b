using Trefoil.Configuration.Sections;
using Trefoil.Configuration.Settings;

namespace Trefoil.Configuration.Applying;

/// <summary>After reading: 1. what the main server says goes before what a virtual host says, 2. directories are sorted, shortest path first.</summary>
internal static class ServerMerge
{
    internal static void Merge(ServerConfig main, IReadOnlyList<ServerConfig> hosts)
    {
        foreach (var host in hosts)
        {
            host.Settings = SettingsVector.Merge(main.Settings, host.Settings);
            host.DirectoryBase = SettingsVector.Merge(main.DirectoryBase, host.DirectoryBase);
            host.Directories = Sort([.. main.Directories, .. host.Directories]);
            host.DirectoryMatches = [.. main.DirectoryMatches, .. host.DirectoryMatches];
            host.Files = [.. main.Files, .. host.Files];
            host.Locations = [.. main.Locations, .. host.Locations];
            host.Conditions = [.. main.Conditions, .. host.Conditions];
            host.Others = [.. main.Others, .. host.Others];
        }
        main.Directories = Sort(main.Directories);
    }

    /// <summary>Stable: of directories equally deep the earlier one stays in front.</summary>
    private static List<Section> Sort(List<Section> sections) => [.. sections.OrderBy(static section => section.Pattern.AsSpan().Count('/'))];
}
