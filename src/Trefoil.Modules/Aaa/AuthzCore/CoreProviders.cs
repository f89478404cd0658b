using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthzCore;

/// <summary>Require all granted, Require all denied.</summary>
internal sealed class AllProvider : AuthorizationProvider
{
    private static readonly object GrantedMark = new();

    internal override string Name => "all";

    internal override string? Parse(DirectiveScope scope, string arguments, out object? parsed)
    {
        var granted = string.Equals(arguments, "granted", StringComparison.OrdinalIgnoreCase);
        parsed = granted ? GrantedMark : null;
        return granted || string.Equals(arguments, "denied", StringComparison.OrdinalIgnoreCase) ? null : "Argument for 'Require all' must be 'granted' or 'denied'";
    }

    internal override AuthorizationStatus Check(Request request, string arguments, object? parsed) =>
        parsed is null ? AuthorizationStatus.Denied : AuthorizationStatus.Granted;
}

/// <summary>Require env: any of the variables is set.</summary>
internal sealed class EnvProvider : AuthorizationProvider
{
    internal override string Name => "env";

    internal override string? Parse(DirectiveScope scope, string arguments, out object? parsed)
    {
        parsed = ConfigurationWords.Split(arguments);
        return null;
    }

    internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
    {
        foreach (var name in (List<string>)parsed!)
        {
            if (request.HasEnvironment && request.Environment.Contains(name))
                return AuthorizationStatus.Granted;
        }
        return AuthorizationStatus.Denied;
    }
}

/// <summary>Require method.</summary>
internal sealed class MethodProvider : AuthorizationProvider
{
    internal override string Name => "method";

    internal override string? Parse(DirectiveScope scope, string arguments, out object? parsed)
    {
        var methods = 0UL;
        parsed = null;
        foreach (var word in ConfigurationWords.Split(arguments))
        {
            var number = HttpMethods.NumberOf(word);
            if (number == HttpMethods.Invalid)
                return $"Invalid Method '{word}'";
            methods |= 1UL << number;
        }
        parsed = methods;
        return null;
    }

    internal override AuthorizationStatus Check(Request request, string arguments, object? parsed) =>
        ((ulong)parsed! & (1UL << request.MethodNumber)) != 0 ? AuthorizationStatus.Granted : AuthorizationStatus.Denied;
}

/// <summary>Require expr.</summary>
internal sealed class ExpressionProvider : AuthorizationProvider
{
    internal override string Name => "expr";

    internal override string? Parse(DirectiveScope scope, string arguments, out object? parsed)
    {
        // the whole expression may stand in quotes
        var text = arguments.Length > 1 && arguments[0] is '"' or '\'' && arguments[^1] == arguments[0] ? arguments[1..^1] : arguments;
        var expression = RequestExpressions.ParseCondition(scope, text, out var error);
        parsed = new Condition(expression!, NeedsUser: text.Contains("REMOTE_USER", StringComparison.Ordinal));
        return expression is null ? "Cannot parse expression in require line: " + error : null;
    }

    internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
    {
        var condition = (Condition)parsed!;
        var result = RequestExpressions.Test(condition.Expression, request, out var error);
        if (result is null)
        {
            Log.Write(request, LogLevel.Error, AuthzCoreModule.Name, 2320, $"Error evaluating expression in 'Require expr': {error}");
            return AuthorizationStatus.Error;
        }
        if (result == true)
            return AuthorizationStatus.Granted;
        // asked again once there is a user; that it still fails then is told as a missing user, as Apache tells it
        return condition.NeedsUser ? AuthorizationStatus.DeniedNoUser : AuthorizationStatus.Denied;
    }

    private sealed record Condition(Expression Expression, bool NeedsUser);
}
