using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;

namespace Trefoil.Http.Expressions;

/// <summary>Texts of directives that may hold variables.</summary>
internal static class ExpressionTexts
{
    /// <summary>True when the text has to be evaluated for each request.</summary>
    internal static bool HasVariables(string text) => text.Contains("%{", StringComparison.Ordinal);

    /// <summary>Parses it; null and the reason where it is malformed.</summary>
    internal static Expression? Parse(DirectiveScope scope, string text, out string? error) => ExpressionParser.ParseString(text, scope.Context, out error);
}
