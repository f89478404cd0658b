using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthzCore;

/// <summary>Applies a tree of rules to a request.</summary>
internal static class RuleEvaluation
{
    internal static AuthorizationStatus Evaluate(Request request, AuthorizationRule rule, bool parentNeedsAll)
    {
        // 1. A rule for other methods has no say.
        if ((rule.Methods & (1UL << request.MethodNumber)) == 0)
        {
            var silent = parentNeedsAll ? AuthorizationStatus.Granted : AuthorizationStatus.Neutral;
            if (Log.IsEnabled(request, AuthzCoreModule.Name, LogLevel.Debug))
                Log.Write(request, LogLevel.Debug, AuthzCoreModule.Name, 1625, $"authorization result of {rule}: {Text(silent)} (directive limited to other methods)");
            return silent;
        }

        // 2. The rule itself, or its children.
        var result = rule.Provider is { } provider ? provider.Check(request, rule.Arguments, rule.Parsed) : EvaluateChildren(request, rule);
        if (result == AuthorizationStatus.Error)
            return result;

        // 3. A negated rule that did not match is no reason to let anybody in.
        if (rule.Negated)
        {
            result = result switch
            {
                AuthorizationStatus.Granted => AuthorizationStatus.Denied,
                AuthorizationStatus.Denied or AuthorizationStatus.DeniedNoUser => AuthorizationStatus.Neutral,
                _ => result,
            };
        }
        if (Log.IsEnabled(request, AuthzCoreModule.Name, LogLevel.Debug))
            Log.Write(request, LogLevel.Debug, AuthzCoreModule.Name, 1626, $"authorization result of {rule}: {Text(result)}");
        return result;
    }

    private static AuthorizationStatus EvaluateChildren(Request request, AuthorizationRule rule)
    {
        var result = AuthorizationStatus.Neutral;
        foreach (var child in rule.Children)
        {
            var answer = Evaluate(request, child, rule.NeedsAll);
            if (answer == AuthorizationStatus.Error)
                return answer;
            if (answer == AuthorizationStatus.Neutral)
                continue;
            if (answer == (rule.NeedsAll ? AuthorizationStatus.Denied : AuthorizationStatus.Granted))
                return answer;
            // "denied for want of a user" outweighs what a user would not change: the client gets the chance to log in
            if (result == AuthorizationStatus.Neutral || (answer == AuthorizationStatus.DeniedNoUser && (rule.NeedsAll || result == AuthorizationStatus.Denied)))
                result = answer;
        }
        return result;
    }

    private static string Text(AuthorizationStatus status) => status switch
    {
        AuthorizationStatus.Denied => "denied",
        AuthorizationStatus.Granted => "granted",
        AuthorizationStatus.Neutral => "neutral",
        AuthorizationStatus.DeniedNoUser => "denied (no authenticated user yet)",
        _ => "error",
    };
}
