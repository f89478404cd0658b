namespace Trefoil.Configuration.Expressions;

/// <summary>An expression as the parser made it.</summary>
internal sealed class ParsedExpression(string text, ConditionNode? condition, WordNode? word) : Expression
{
    public override string Text => text;

    public override bool? EvaluateCondition(IExpressionContext context, out string? error)
    {
        var evaluation = new Evaluation(context);
        var result = condition is null ? word!.Text(evaluation).Length > 0 : condition.Test(evaluation);
        error = evaluation.Error;
        return error is null ? result : null;
    }

    public override string? EvaluateString(IExpressionContext context, out string? error)
    {
        var evaluation = new Evaluation(context);
        var result = word is null ? condition!.Test(evaluation) ? "true" : "false" : word.Text(evaluation);
        error = evaluation.Error;
        return error is null ? result : null;
    }
}
