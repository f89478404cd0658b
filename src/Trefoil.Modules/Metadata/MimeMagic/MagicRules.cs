using System.Text;

namespace Trefoil.Modules.Metadata.MimeMagic;

/// <summary>The rules of a magic file in order. Those with ">" in front refine the rule above them.</summary>
internal sealed class MagicRules
{
    /// <summary>How many bytes of a file are looked at.</summary>
    internal const int Reach = 4096;

    private readonly List<MagicRule> _rules = [];

    /// <summary>Reads rules; what cannot be understood is reported and left out.</summary>
    internal static MagicRules Parse(ReadOnlySpan<byte> file, Action<string> report)
    {
        var rules = new MagicRules();
        foreach (var range in file.Split((byte)'\n'))
        {
            var line = Encoding.Latin1.GetString(file[range]).Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (MagicRuleReader.Read(line, report) is { } rule)
                rules._rules.Add(rule);
        }
        return rules;
    }

    /// <summary>The description of the first rule that matches, with those of its refinements; null where none does.</summary>
    internal string? Describe(ReadOnlySpan<byte> start)
    {
        for (var at = 0; at < _rules.Count; at++)
        {
            if (_rules[at].Level == 0 && _rules[at].Matches(start))
                return DescribeFrom(at, start);
        }
        return null;
    }

    // A refinement counts only where the one above it has matched, which the level reached so far tells.
    private string DescribeFrom(int at, ReadOnlySpan<byte> start)
    {
        var text = new StringBuilder(_rules[at].Description);
        var needsBlank = text.Length > 0;
        var level = 1;
        for (at++; at < _rules.Count && _rules[at].Level > 0; at++)
        {
            var rule = _rules[at];
            if (rule.Level > level)
                continue;
            level = rule.Level;
            if (!rule.Matches(start))
                continue;
            level++;
            if (rule.Description.Length == 0)
                continue;
            if (needsBlank && !rule.JoinsWithoutBlank)
                text.Append(' ');
            text.Append(rule.Description);
            needsBlank = true;
        }
        return text.ToString();
    }
}
