using System.Runtime.CompilerServices;
using Trefoil.Configuration.Sections;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Core;

namespace Trefoil.Http.Walks;

/// <summary>
/// The settings in effect behind a chain of sections, with the Files and If sections collected on the way. Nodes form a tree whose edges are sections, made once:
/// requests that meet the same sections in the same order share the node, so the usual request merges nothing, and the same settings are the same object.
/// </summary>
internal sealed class WalkNode
{
    private readonly ConditionalWeakTable<Section, WalkNode> _inner = [];
    private WalkNode? _locationBase;

    private WalkNode(SettingsVector settings, Section[] files, Section[] conditions)
    {
        Settings = settings;
        Files = files;
        Conditions = conditions;
        Core = settings.Get<CoreDirectorySettings>();
    }

    internal SettingsVector Settings { get; }

    internal CoreDirectorySettings Core { get; }

    internal Section[] Files { get; }

    internal Section[] Conditions { get; }

    /// <summary>The root of a server's tree: what stands directly in it.</summary>
    internal static WalkNode Root(ServerConfig server) => new(server.DirectoryBase, [.. server.Files], [.. server.Conditions]);

    /// <summary>The node behind one more section.</summary>
    internal WalkNode Enter(Section section) => _inner.TryGetValue(section, out var known) ? known : _inner.GetValue(section, Merge);

    /// <summary>The same settings without sections collected so far (an If section inside another sees only its own).</summary>
    internal WalkNode WithoutConditions() => Conditions.Length == 0 ? this : _locationBase ??= new WalkNode(Settings, Files, []);

    private WalkNode Merge(Section section) => new(
        SettingsVector.Merge(Settings, section.Settings),
        section.Files.Count == 0 ? Files : [.. Files, .. section.Files],
        section.Conditions.Count == 0 ? Conditions : [.. Conditions, .. section.Conditions]);
}
