using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>How a RewriteCond tests its input.</summary>
internal enum ConditionKind
{
    Regex,
    FileExists,
    FileHasSize,
    Link,
    Directory,
    Executable,
    UrlReachable,
    FileReachable,
    StringLess,
    StringLessOrEqual,
    StringEqual,
    StringGreater,
    StringGreaterOrEqual,
    IntegerLess,
    IntegerLessOrEqual,
    IntegerEqual,
    IntegerGreater,
    IntegerGreaterOrEqual,
    Expression,
}

/// <summary>One RewriteCond. Frozen once read.</summary>
internal sealed class RewriteCondition
{
    internal required ConditionKind Kind { get; init; }

    internal required Template Input { get; init; }

    /// <summary>The second argument as written, for the log.</summary>
    internal required string Text { get; init; }

    /// <summary>What the operator compares with.</summary>
    internal string Operand { get; init; } = "";

    internal IPattern? Pattern { get; init; }

    internal Expression? Expression { get; init; }

    internal bool Negated { get; init; }

    internal bool OrNext { get; init; }

    internal bool NoCase { get; init; }

    internal bool NoVary { get; init; }
}
