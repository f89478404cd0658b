using System.Text;
using Trefoil.Configuration.Expressions;
using Trefoil.Http.Expressions;

namespace Trefoil.Modules.Filters.Include;

/// <summary>Tests the expression of if and elif.</summary>
internal static class DocumentConditions
{
    /// <summary>Null when the expression cannot be read or tested; that is logged.</summary>
    internal static bool? Test(DocumentState state, string text)
    {
        var request = state.Request;
        if (state.UsesLegacyExpressions)
            return LegacyExpression.Test(state, text);
        if (ExpressionParser.ParseCondition(RenameV(text), request.Runtime.Configuration, out var error) is not { } expression)
        {
            state.Fail(1337, $"Could not parse expr \"{text}\" in {request.Filename}: {error}");
            return null;
        }
        var context = new RequestExpressionContext(request);
        var result = expression.EvaluateCondition(context, out error);
        if (error is not null || result is null)
        {
            state.Fail(1338, $"Could not evaluate expr \"{text}\" in {request.Filename}: {error}");
            return null;
        }
        // Only the whole match outlives such an expression.
        if (context.Captures[0] is { } whole)
        {
            state.Captures = [whole];
            state.CapturePattern = null;
        }
        return result;
    }

    // v("name") is this language's own name for a variable of the document.
    private static string RenameV(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if ((c is 'v' or 'V') && i + 1 < text.Length && text[i + 1] == '(' && (i == 0 || !char.IsAsciiLetterOrDigit(text[i - 1])))
            {
                result.Append("reqenv");
                continue;
            }
            result.Append(c);
        }
        return result.ToString();
    }
}
