using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Metadata.Env;

/// <summary>SetEnv, PassEnv and UnsetEnv of one place.</summary>
internal sealed class EnvSettings : ISettings<EnvSettings>
{
    internal List<KeyValuePair<string, string>> Variables { get; private init; } = [];

    private readonly List<string> _removed = [];

    internal void Set(string name, string value)
    {
        Remove(Variables, name);
        Variables.Add(new(name, value));
    }

    /// <summary>Takes a variable away, whether this place has set it so far or an outer one does.</summary>
    internal void Unset(string name)
    {
        Remove(Variables, name);
        _removed.Add(name);
    }

    public EnvSettings Merge(EnvSettings inner)
    {
        var merged = new EnvSettings { Variables = [.. Variables] };
        foreach (var name in inner._removed)
            Remove(merged.Variables, name);
        foreach (var (name, value) in inner.Variables)
            merged.Set(name, value);
        return merged;
    }

    private static void Remove(List<KeyValuePair<string, string>> variables, string name) =>
        variables.RemoveAll(variable => string.Equals(variable.Key, name, StringComparison.OrdinalIgnoreCase));
}
