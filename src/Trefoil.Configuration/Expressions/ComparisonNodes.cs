using System.Net;
using Trefoil.Configuration.Patterns;
using Trefoil.Io.Files;

namespace Trefoil.Configuration.Expressions;

internal sealed class StringComparison(TokenKind kind, WordNode left, WordNode right) : ConditionNode
{
    internal override bool Test(Evaluation evaluation) => Holds(kind, string.CompareOrdinal(left.Text(evaluation), right.Text(evaluation)));

    internal static bool Holds(TokenKind kind, int order) => kind switch
    {
        TokenKind.Equal or TokenKind.StringEqual => order == 0,
        TokenKind.NotEqual or TokenKind.StringNotEqual => order != 0,
        TokenKind.Less or TokenKind.StringLess => order < 0,
        TokenKind.LessEqual or TokenKind.StringLessEqual => order <= 0,
        TokenKind.Greater or TokenKind.StringGreater => order > 0,
        _ => order >= 0,
    };
}

internal sealed class IntegerComparison(TokenKind kind, WordNode left, WordNode right) : ConditionNode
{
    internal override bool Test(Evaluation evaluation) =>
        StringComparison.Holds(kind, Number(left.Text(evaluation)).CompareTo(Number(right.Text(evaluation))));

    /// <summary>As atoi does it: what cannot be read counts 0, what is too large the largest.</summary>
    internal static long Number(string text)
    {
        var i = 0;
        while (i < text.Length && Reading.Words.IsSpace(text[i]))
            i++;
        var negative = i < text.Length && text[i] == '-';
        if (i < text.Length && text[i] is '-' or '+')
            i++;
        long value = 0;
        for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
        {
            var digit = text[i] - '0';
            if (value > (long.MaxValue - digit) / 10)
                return negative ? long.MinValue : long.MaxValue;
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }
}

internal sealed class RegexNode(WordNode word, IPattern pattern, bool negated) : ConditionNode
{
    internal override bool Test(Evaluation evaluation)
    {
        var subject = word.Text(evaluation);
        var captures = evaluation.Context.Captures;
        Span<int> groups = stackalloc int[20];
        var count = pattern.Match(subject, groups);
        if (count < 0)
            evaluation.Error = "Matching the regular expression exceeded its limits";
        // A pattern without groups leaves the captures of an earlier one alone; one with groups clears them even where it does not match.
        for (var i = 0; pattern.GroupNames.Count > 1 && i < captures.Length && i < 10; i++)
            captures[i] = count > 0 && groups[i * 2] >= 0 ? subject[groups[i * 2]..groups[i * 2 + 1]] : null;
        return count > 0 != negated;
    }
}

internal sealed class InWords(WordNode word, IReadOnlyList<WordNode> list) : ConditionNode
{
    internal override bool Test(Evaluation evaluation)
    {
        var text = word.Text(evaluation);
        foreach (var item in list)
        {
            if (item.Text(evaluation) == text)
                return true;
        }
        return false;
    }
}

internal sealed class InListFunction(WordNode word, string name, WordNode argument) : ConditionNode
{
    internal override bool Test(Evaluation evaluation)
    {
        var text = word.Text(evaluation);
        foreach (var item in evaluation.Context.List(name, argument.Text(evaluation)))
        {
            if (item == text)
                return true;
        }
        return false;
    }
}

internal sealed class ShellPatternNode(WordNode word, WordNode pattern, FnmatchOptions options) : ConditionNode
{
    internal override bool Test(Evaluation evaluation) => Fnmatch.Matches(pattern.Text(evaluation), word.Text(evaluation), options);
}

/// <summary>-R and -ipmatch; a null word is the client's address.</summary>
internal sealed class SubnetNode(WordNode? word, Subnet subnet) : ConditionNode
{
    internal override bool Test(Evaluation evaluation)
    {
        var text = word is null ? evaluation.Context.Variable("REMOTE_ADDR") : word.Text(evaluation);
        return IPAddress.TryParse(text, out var address) && subnet.Contains(address);
    }
}

internal sealed class UnaryNode(char op, WordNode word) : ConditionNode
{
    internal override bool Test(Evaluation evaluation)
    {
        var text = word.Text(evaluation);
        return op switch
        {
            'n' => text.Length > 0,
            'z' => text.Length == 0,
            'T' => IsTrue(text),
            'd' => FileSystem.Stat(text, out var status) == 0 && status.Kind == FileKind.Directory,
            'e' => FileSystem.Stat(text, out _) == 0,
            'f' => FileSystem.Stat(text, out var status) == 0 && status.Kind == FileKind.Regular,
            's' => FileSystem.Stat(text, out var status) == 0 && status.Kind == FileKind.Regular && status.Size > 0,
            'L' or 'h' => FileSystem.LinkStat(text, out var status) == 0 && status.Kind == FileKind.Link,
            'x' => FileSystem.Stat(text, out var status) == 0 && status.Kind == FileKind.Regular && (status.Mode & 0x49) != 0,
            _ => evaluation.Context.Test(op, text),
        };
    }

    private static bool IsTrue(string text) =>
        text.Length > 0 && text != "0"
        && !text.Equals("off", System.StringComparison.OrdinalIgnoreCase)
        && !text.Equals("false", System.StringComparison.OrdinalIgnoreCase)
        && !text.Equals("no", System.StringComparison.OrdinalIgnoreCase);
}
