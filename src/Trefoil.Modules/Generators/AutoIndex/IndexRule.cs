namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>How a rule of AddIcon, AddAlt or IndexIgnore picks files.</summary>
internal enum IndexRuleKind
{
    ByPath,
    ByType,
    ByEncoding,
}

/// <summary>One rule of AddIcon, AddAlt and their relatives, or of IndexIgnore.</summary>
/// <param name="Kind">What the pattern is compared with.</param>
/// <param name="Pattern">The pattern; a plain name fits the end of a path.</param>
/// <param name="Directory">Pattern of the section that the rule stands in.</param>
/// <param name="Value">Icon or text; empty for IndexIgnore.</param>
internal sealed record IndexRule(IndexRuleKind Kind, string Pattern, string Directory, string Value)
{
    internal static IndexRule Make(IndexRuleKind kind, string pattern, string? section, string value)
    {
        if (kind == IndexRuleKind.ByPath && !IndexPattern.HasWildcards(pattern))
            pattern = "*" + pattern;
        return new IndexRule(kind, pattern, section + "*", value);
    }

    /// <summary>The value of the first rule that fits, or null.</summary>
    internal static string? Find(List<IndexRule> rules, string path, string? type, string? encoding, bool pathOnly)
    {
        var isSpecial = path.StartsWith('^');
        foreach (var rule in rules)
        {
            if (!isSpecial && !IndexPattern.Matches(path, rule.Directory, ignoreCase: false))
                continue;
            if (rule.Pattern.Length == 0)
                return rule.Value;
            if (rule.Kind == IndexRuleKind.ByPath || isSpecial)
            {
                if (IndexPattern.Matches(path, rule.Pattern, ignoreCase: false))
                    return rule.Value;
            }
            else if (!pathOnly)
            {
                // An encoded file is described by its encoding alone, not by the type inside.
                var subject = rule.Kind == IndexRuleKind.ByEncoding ? encoding : encoding is null ? type : null;
                if (subject is not null && IndexPattern.Matches(subject, rule.Pattern, ignoreCase: true))
                    return rule.Value;
            }
        }
        return null;
    }
}
