using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Rules of a directory, location or other section.</summary>
internal sealed class RewriteDirectorySettings : ISettings<RewriteDirectorySettings>
{
    private readonly List<RewriteRule> _added = [];
    private RewriteRule[]? _rules;

    internal bool? Engine { get; set; }

    internal bool IsEnabled => Engine ?? false;

    internal RewriteOptions? OptionsGiven { get; set; }

    internal RewriteOptions Options => OptionsGiven ?? RewriteOptions.None;

    /// <summary>RewriteBase, or null.</summary>
    internal string? BaseUrl { get; set; }

    /// <summary>The prefix that is taken off before matching, with a slash at the end; null directly in a server.</summary>
    internal string? Directory { get; set; }

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

    public RewriteDirectorySettings Merge(RewriteDirectorySettings inner)
    {
        var options = inner.OptionsGiven ?? OptionsGiven;
        var effective = options ?? RewriteOptions.None;
        return new RewriteDirectorySettings
        {
            Engine = inner.Engine ?? Engine,
            OptionsGiven = options,
            BaseUrl = inner.BaseUrl ?? ((effective & RewriteOptions.MergeBase) != 0 ? BaseUrl : null),
            Directory = inner.Directory,
            Rules = Inheritance.Combine(Inheritance.Of(effective, Options), Rules, inner.Rules),
        };
    }
}
