namespace Trefoil.Modules.Mappers.Rewrite.Maps;

/// <summary>A RewriteMap: gives a value for a key.</summary>
internal abstract class RewriteMap
{
    protected RewriteMap(string name) => Name = name;

    internal string Name { get; }

    /// <summary>The value, or null where the map has none.</summary>
    internal abstract string? Find(RuleRunner runner, string key);
}
