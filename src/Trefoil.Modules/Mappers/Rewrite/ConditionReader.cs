using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Makes a condition of a RewriteCond line.</summary>
internal static class ConditionReader
{
    internal static RewriteCondition? Read(DirectiveScope scope, string line, out string? error)
    {
        if (!ArgumentLine.TryCut(line, out var input, out var text, out var flags))
        {
            error = $"RewriteCond: bad argument line '{line}'";
            return null;
        }
        bool noCase = false, orNext = false, noVary = false;
        error = flags is null ? null : FlagField.Read(flags, (key, _) =>
        {
            switch (key.ToLowerInvariant())
            {
                case "nc" or "nocase":
                    noCase = true;
                    return null;
                case "or" or "ornext":
                    orNext = true;
                    return null;
                case "nv" or "novary":
                    noVary = true;
                    return null;
                default:
                    return $"unknown flag '{key}'";
            }
        });
        if (error is not null)
        {
            error = "RewriteCond: " + error;
            return null;
        }
        var operand = text;
        var negated = operand.StartsWith('!');
        if (negated)
            operand = operand[1..];
        var kind = input.Equals("expr", StringComparison.OrdinalIgnoreCase) ? ConditionKind.Expression : FindKind(ref operand, ref negated);
        if (noCase && kind is not (ConditionKind.Regex or ConditionKind.StringEqual))
        {
            if (kind != ConditionKind.Expression)
            {
                scope.Context.Report(LogLevel.Warn, RewriteLog.ModuleName, 665,
                    $"RewriteCond: NoCase option for non-regex pattern '{text}' is not supported and will be ignored. ({scope.Directive.Location})", scope.Server);
            }
            noCase = false;
        }
        IPattern? pattern = null;
        Expression? expression = null;
        if (kind == ConditionKind.Regex && (pattern = scope.Context.Patterns.Compile(operand, noCase, out _)) is null)
        {
            error = $"RewriteCond: cannot compile regular expression '{operand}'";
            return null;
        }
        if (kind == ConditionKind.Expression && (expression = ExpressionParser.ParseCondition(operand, scope.Context, out var reason)) is null)
        {
            error = $"RewriteCond: cannot compile expression{(scope.IsHtaccess ? " in htaccess context" : "")} \"{operand}\" {reason}";
            return null;
        }
        return new RewriteCondition
        {
            Kind = kind,
            Input = Template.Parse(input),
            Text = text,
            Operand = operand,
            Pattern = pattern,
            Expression = expression,
            Negated = negated,
            OrNext = orNext,
            NoCase = noCase,
            NoVary = noVary,
        };
    }

    private static ConditionKind FindKind(ref string operand, ref bool negated)
    {
        if (operand.Length < 2)
            return ConditionKind.Regex;
        switch (operand[0])
        {
            case '-':
                return operand.Length == 2 ? FileTest(operand[1]) : IntegerTest(ref operand, ref negated);
            case '>':
                return Ordered(ref operand, ConditionKind.StringGreater, ConditionKind.StringGreaterOrEqual);
            case '<':
                return Ordered(ref operand, ConditionKind.StringLess, ConditionKind.StringLessOrEqual);
            case '=':
                operand = operand == "=\"\"" ? "" : operand[1..];
                return ConditionKind.StringEqual;
            default:
                return ConditionKind.Regex;
        }
    }

    private static ConditionKind Ordered(ref string operand, ConditionKind strict, ConditionKind orEqual)
    {
        var isOrEqual = operand[1] == '=';
        operand = operand[(isOrEqual ? 2 : 1)..];
        return isOrEqual ? orEqual : strict;
    }

    private static ConditionKind FileTest(char letter) => letter switch
    {
        'f' => ConditionKind.FileExists,
        's' => ConditionKind.FileHasSize,
        'd' => ConditionKind.Directory,
        'x' => ConditionKind.Executable,
        'h' or 'l' or 'L' => ConditionKind.Link,
        'U' => ConditionKind.UrlReachable,
        'F' => ConditionKind.FileReachable,
        _ => ConditionKind.Regex,
    };

    private static ConditionKind IntegerTest(ref string operand, ref bool negated)
    {
        if (operand.Length < 4)
            return ConditionKind.Regex;
        var kind = operand.AsSpan(1, 2) switch
        {
            "lt" => ConditionKind.IntegerLess,
            "le" => ConditionKind.IntegerLessOrEqual,
            "gt" => ConditionKind.IntegerGreater,
            "ge" => ConditionKind.IntegerGreaterOrEqual,
            "eq" or "ne" => ConditionKind.IntegerEqual,
            _ => ConditionKind.Regex,
        };
        if (kind == ConditionKind.Regex)
            return kind;
        negated ^= operand[1] == 'n';
        operand = operand[3..];
        return kind;
    }
}
