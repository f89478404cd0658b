using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Http.Expressions;
using Trefoil.Http.Messages;

namespace Trefoil.Modules;

/// <summary>Expressions in directives: parsed when the configuration is read, evaluated about a request.</summary>
internal static class RequestExpressions
{
    internal static Expression? ParseString(DirectiveScope scope, string text, out string? error) =>
        ExpressionParser.ParseString(text, scope.Context, out error);

    internal static Expression? ParseCondition(DirectiveScope scope, string text, out string? error) =>
        ExpressionParser.ParseCondition(text, scope.Context, out error);

    internal static string? Text(Expression expression, Request request, out string? error) =>
        expression.EvaluateString(new RequestExpressionContext(request), out error);

    internal static bool? Test(Expression expression, Request request, out string? error) =>
        expression.EvaluateCondition(new RequestExpressionContext(request) { AddsVary = true }, out error);

    /// <summary>Tests a condition and hands out the groups of its latest match.</summary>
    internal static bool? Test(Expression expression, Request request, string?[] captures, out string? error)
    {
        var context = new RequestExpressionContext(request) { AddsVary = true };
        var result = expression.EvaluateCondition(context, out error);
        context.Captures.CopyTo(captures, 0);
        return result;
    }

    internal static string? Variable(Request request, string name) => new RequestExpressionContext(request).Variable(name);

    /// <summary>The first word of a list.</summary>
    internal static string? List(Request request, string name, string argument) =>
        new RequestExpressionContext(request).List(name, argument) is [var first, ..] ? first : null;
}
