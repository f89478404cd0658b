using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Http.Messages;

namespace Trefoil.Modules;

internal static class RequestExpressions
{
    internal static Expression? ParseString(DirectiveScope scope, string text, out string? error) => throw new NotSupportedException();
    internal static Expression? ParseCondition(DirectiveScope scope, string text, out string? error) => throw new NotSupportedException();
    internal static string? Text(Expression expression, Request request, out string? error) => throw new NotSupportedException();
    internal static bool? Test(Expression expression, Request request, out string? error) => throw new NotSupportedException();
    internal static bool? Test(Expression expression, Request request, string?[] captures, out string? error) => throw new NotSupportedException();
    internal static string? Variable(Request request, string name) => throw new NotSupportedException();
    internal static string? List(Request request, string name, string argument) => throw new NotSupportedException();
}
