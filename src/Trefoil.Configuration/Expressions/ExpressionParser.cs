using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Expressions;

/// <summary>Parses the expression language.</summary>
public static class ExpressionParser
{
    /// <summary>Parses a condition; null and the reason where it is none.</summary>
    public static Expression? ParseCondition(string text, ConfigurationContext context, out string? error)
    {
        error = "syntax error, unexpected $end";
        return null;
    }

    /// <summary>Parses a text with variables in it; null and the reason where it is none.</summary>
    public static Expression? ParseString(string text, ConfigurationContext context, out string? error)
    {
        error = "syntax error, unexpected $end";
        return null;
    }
}
