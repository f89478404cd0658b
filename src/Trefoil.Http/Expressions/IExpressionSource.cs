using Trefoil.Http.Messages;

namespace Trefoil.Http.Expressions;

/// <summary>A module that knows more variables, functions or lists of expressions than the core does (SSL_..., for one). Each answers null for what it does not know.</summary>
public interface IExpressionSource
{
    /// <summary>The value of a variable.</summary>
    string? ExpressionVariable(Request request, string name);

    /// <summary>The value of a function of one argument.</summary>
    string? ExpressionFunction(Request request, string name, string argument) => null;

    /// <summary>The words of a list function.</summary>
    IReadOnlyList<string>? ExpressionList(Request request, string name, string argument) => null;
}
