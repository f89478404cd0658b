using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Http.Messages;

namespace Trefoil.Modules;

/// <summary>An argument that may hold %{...} parts: constant text, or an expression to evaluate for each request.</summary>
internal sealed class RequestText
{
    private readonly string _text;
    private readonly Expression? _expression;

    private RequestText(string text, Expression? expression)
    {
        _text = text;
        _expression = expression;
    }

    /// <summary>The argument as written.</summary>
    public override string ToString() => _text;

    internal bool IsConstant => _expression is null;

    /// <summary>Reads the argument; null with the parser's error.</summary>
    internal static RequestText? Parse(DirectiveScope scope, string text, out string? error)
    {
        error = null;
        if (!text.Contains('%', StringComparison.Ordinal))
            return new RequestText(text, null);
        var expression = RequestExpressions.ParseString(scope, text, out error);
        return expression is null ? null : new RequestText(text, expression);
    }

    /// <summary>The text for this request; null with an error.</summary>
    internal string? Evaluate(Request request, out string? error)
    {
        error = null;
        return _expression is null ? _text : RequestExpressions.Text(_expression, request, out error);
    }
}
