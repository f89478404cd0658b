using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Mappers.Actions;

/// <summary>A script that serves a media type or handler.</summary>
/// <param name="Script">URL path of the script.</param>
/// <param name="IsVirtual">The requested file need not exist.</param>
internal sealed record ActionScript(string Script, bool IsVirtual);

/// <summary>Settings of mod_actions.</summary>
internal sealed class ActionsSettings : ISettings<ActionsSettings>
{
    /// <summary>By media type or handler.</summary>
    internal Dictionary<string, ActionScript> Actions { get; private init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>By method number.</summary>
    internal Dictionary<int, string> Scripts { get; private init; } = [];

    public ActionsSettings Merge(ActionsSettings inner)
    {
        var merged = new ActionsSettings
        {
            Actions = new Dictionary<string, ActionScript>(Actions, StringComparer.OrdinalIgnoreCase),
            Scripts = new Dictionary<int, string>(Scripts),
        };
        foreach (var (type, action) in inner.Actions)
            merged.Actions[type] = action;
        foreach (var (method, script) in inner.Scripts)
            merged.Scripts[method] = script;
        return merged;
    }
}
