using Trefoil.Http.Expressions;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Tells whether a RewriteCond holds.</summary>
internal static class ConditionTest
{
    internal static bool Holds(RuleRunner runner, RewriteCondition condition)
    {
        var input = condition.Kind == ConditionKind.Expression ? null : runner.Expand(condition.Input);
        var holds = Test(runner, condition, input ?? "") != condition.Negated;
        if (runner.Log.Traces(4))
            runner.Log.Trace(4, $"RewriteCond: input='{input ?? "(null)"}' pattern='{condition.Text}'{(condition.NoCase ? " [NC]" : "")} => {(holds ? "matched" : "not-matched")}");
        return holds;
    }

    private static bool Test(RuleRunner runner, RewriteCondition condition, string input) => condition.Kind switch
    {
        ConditionKind.Regex => MatchRegex(runner, condition, input),
        ConditionKind.FileExists => FileSystem.Stat(input, out var file) == 0 && file.Kind == FileKind.Regular,
        ConditionKind.FileHasSize => FileSystem.Stat(input, out var file) == 0 && file.Kind == FileKind.Regular && file.Size > 0,
        ConditionKind.Link => FileSystem.LinkStat(input, out var file) == 0 && file.Kind == FileKind.Link,
        ConditionKind.Directory => FileSystem.Stat(input, out var file) == 0 && file.Kind == FileKind.Directory,
        ConditionKind.Executable => FileSystem.Stat(input, out var file) == 0 && (file.Mode & 0x49) != 0,
        ConditionKind.UrlReachable => LookAhead.IsUrlReachable(runner, input),
        ConditionKind.FileReachable => LookAhead.IsFileReachable(runner, input),
        ConditionKind.StringLess => Compare(input, condition.Operand) < 0,
        ConditionKind.StringLessOrEqual => Compare(input, condition.Operand) <= 0,
        ConditionKind.StringGreater => Compare(input, condition.Operand) > 0,
        ConditionKind.StringGreaterOrEqual => Compare(input, condition.Operand) >= 0,
        ConditionKind.StringEqual => string.Equals(input, condition.Operand, condition.NoCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal),
        ConditionKind.IntegerLess => Number(input) < Number(condition.Operand),
        ConditionKind.IntegerLessOrEqual => Number(input) <= Number(condition.Operand),
        ConditionKind.IntegerEqual => Number(input) == Number(condition.Operand),
        ConditionKind.IntegerGreater => Number(input) > Number(condition.Operand),
        ConditionKind.IntegerGreaterOrEqual => Number(input) >= Number(condition.Operand),
        _ => EvaluateExpression(runner, condition),
    };

    private static bool MatchRegex(RuleRunner runner, RewriteCondition condition, string input)
    {
        Span<int> ends = stackalloc int[Groups.Count * 2];
        var matched = condition.Pattern!.Match(input, ends);
        if (matched < 0)
        {
            Log.Write(runner.Request, LogLevel.Error, RewriteLog.ModuleName, 0,
                $"RewriteCond '{condition.Text}' could not be matched with '{input}' within the limits of PCRE2 (error {matched}); taken as no match");
        }
        if (matched > 0 && !condition.Negated)
            runner.ConditionGroups.Set(input, ends, matched);
        return matched > 0;
    }

    private static bool EvaluateExpression(RuleRunner runner, RewriteCondition condition)
    {
        var context = new RequestExpressionContext(runner.Request) { AddsVary = !condition.NoVary };
        var result = condition.Expression!.EvaluateCondition(context, out var error);
        if (result is null || error is not null)
        {
            if (runner.Log.Traces(1))
                runner.Log.Trace(1, $"RewriteCond: expr='{condition.Text}' evaluation failed: {error}");
            return false;
        }
        if (result.Value && !condition.Negated && context.Captures[0] is not null)
            runner.ConditionGroups.Set(context.Captures);
        return result.Value;
    }

    /// <summary>The longer text is the greater one; only texts of one length are compared char by char.</summary>
    private static int Compare(string a, string b) => a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(a, b);

    private static int Number(string text) => RuleFlagReader.LeadingInteger(text);
}
