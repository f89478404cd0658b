using Trefoil.Configuration.Sections;
using Trefoil.Configuration.Settings;
using Trefoil.Modules.Mappers.Rewrite.Maps;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Rules and maps of a server or virtual host.</summary>
internal sealed class RewriteServerSettings : ISettings<RewriteServerSettings>
{
    private readonly List<RewriteRule> _added = [];
    private RewriteRule[]? _rules;

    /// <summary>The server whose directives these are; a virtual host without any shares the main server's settings but not its rules.</summary>
    internal ServerConfig? Owner { get; set; }

    internal bool? Engine { get; set; }

    internal RewriteOptions? OptionsGiven { get; set; }

    internal RewriteOptions Options => OptionsGiven ?? RewriteOptions.None;

    internal Dictionary<string, RewriteMap> Maps { get; private init; } = [];

    internal RewriteRule[] Rules
    {
        get => _rules ??= [.. _added];
        private init => _rules = value;
    }

    /// <summary>Conditions that wait for their rule while directives are read.</summary>
    internal List<RewriteCondition> PendingConditions { get; } = [];

    internal void Add(RewriteRule rule)
    {
        _added.Add(rule);
        _rules = null;
    }

    /// <summary>The rules for a server: its own, and what it takes over from the main server; null where it has no directives and takes nothing.</summary>
    internal RewriteRule[]? RulesFor(ServerConfig server) => ReferenceEquals(Owner, server) || InheritsDown(Options) ? Rules : null;

    internal RewriteMap? MapFor(string name) => Maps.GetValueOrDefault(name);

    public RewriteServerSettings Merge(RewriteServerSettings inner)
    {
        var options = inner.OptionsGiven ?? OptionsGiven;
        var takes = Inheritance.Of(options ?? RewriteOptions.None, Options);
        return new RewriteServerSettings
        {
            Owner = inner.Owner,
            Engine = inner.Engine ?? Engine,
            OptionsGiven = options,
            Rules = Inheritance.Combine(takes, Rules, inner.Rules),
            Maps = takes == InheritedOrder.None ? inner.Maps : Combine(Maps, inner.Maps),
        };
    }

    private static bool InheritsDown(RewriteOptions options) =>
        (options & (RewriteOptions.InheritDown | RewriteOptions.InheritDownBefore | RewriteOptions.Inherit | RewriteOptions.InheritBefore)) != 0
        && (options & RewriteOptions.IgnoreInherit) == 0;

    private static Dictionary<string, RewriteMap> Combine(Dictionary<string, RewriteMap> outer, Dictionary<string, RewriteMap> inner)
    {
        var combined = new Dictionary<string, RewriteMap>(outer);
        foreach (var (name, map) in inner)
            combined[name] = map;
        return combined;
    }
}
