namespace Trefoil.Configuration.Expressions;

/// <summary>A parsed expression of the ap_expr language: a condition or a string with %{...} parts.</summary>
public abstract class Expression
{
    /// <summary>The text that was parsed.</summary>
    public abstract string Text { get; }

    /// <summary>Evaluates a condition: true, false; null on an evaluation error, which is in <paramref name="error"/>.</summary>
    public abstract bool? EvaluateCondition(IExpressionContext context, out string? error);

    /// <summary>Evaluates a string expression; null on an error.</summary>
    public abstract string? EvaluateString(IExpressionContext context, out string? error);
}

/// <summary>What an expression may ask about the request at hand.</summary>
public interface IExpressionContext
{
    /// <summary>The value of %{NAME}; null where there is no such variable or no value.</summary>
    string? Variable(string name);

    /// <summary>The value of func(argument) for functions that need the request (req, resp, env, note, reqenv, ...); null if none.</summary>
    string? Function(string name, string argument);

    /// <summary>Unary tests that need the request or modules (-U, -F, -A, -R, -T of names and so on).</summary>
    bool Test(char op, string argument);

    /// <summary>Back references $0..$9 of the latest match, for reading and writing.</summary>
    string?[] Captures { get; }

    /// <summary>Words of a list function or variable ("PeerExtList" and the like).</summary>
    IReadOnlyList<string> List(string name, string argument);
}
