using System.Text;

namespace Trefoil.Configuration.Expressions;

/// <summary>One evaluation: whom to ask, and what went wrong.</summary>
internal sealed class Evaluation(IExpressionContext context)
{
    internal IExpressionContext Context => context;

    internal string? Error { get; set; }
}

/// <summary>A part of an expression that is true or false.</summary>
internal abstract class ConditionNode
{
    internal abstract bool Test(Evaluation evaluation);
}

/// <summary>A part of an expression that is a text.</summary>
internal abstract class WordNode
{
    internal abstract string Text(Evaluation evaluation);
}

internal sealed class ConstantCondition(bool value) : ConditionNode
{
    internal override bool Test(Evaluation evaluation) => value;
}

internal sealed class NotNode(ConditionNode inner) : ConditionNode
{
    internal override bool Test(Evaluation evaluation) => !inner.Test(evaluation);
}

internal sealed class BothNode(ConditionNode left, ConditionNode right) : ConditionNode
{
    internal override bool Test(Evaluation evaluation) => left.Test(evaluation) && right.Test(evaluation);
}

internal sealed class EitherNode(ConditionNode left, ConditionNode right) : ConditionNode
{
    internal override bool Test(Evaluation evaluation) => left.Test(evaluation) || right.Test(evaluation);
}

internal sealed class ConstantWord(string text) : WordNode
{
    internal string Value => text;

    internal override string Text(Evaluation evaluation) => text;
}

internal sealed class VariableWord(string name) : WordNode
{
    internal override string Text(Evaluation evaluation) => evaluation.Context.Variable(name) ?? "";
}

internal sealed class BackReferenceWord(int number) : WordNode
{
    internal override string Text(Evaluation evaluation)
    {
        var captures = evaluation.Context.Captures;
        return number < captures.Length ? captures[number] ?? "" : "";
    }
}

internal sealed class ConcatWord(IReadOnlyList<WordNode> parts) : WordNode
{
    internal override string Text(Evaluation evaluation)
    {
        if (parts.Count == 1)
            return parts[0].Text(evaluation);
        var result = new StringBuilder();
        foreach (var part in parts)
            result.Append(part.Text(evaluation));
        return result.ToString();
    }
}

internal sealed class FunctionWord(string name, ExpressionFunction? own, WordNode argument) : WordNode
{
    internal override string Text(Evaluation evaluation)
    {
        var text = argument.Text(evaluation);
        return (own is null ? evaluation.Context.Function(name, text) : own(evaluation, text)) ?? "";
    }
}
