using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Loggers.LogDebug;

/// <summary>One LogMessage.</summary>
/// <param name="Text">What is written.</param>
/// <param name="Condition">When, or null for always.</param>
/// <param name="Hook">In which phase; null for all of them.</param>
/// <param name="Place">File and line of the directive.</param>
internal sealed record LogMessage(Expression Text, Expression? Condition, string? Hook, string Place)
{
    internal const string DefaultHook = "log_transaction";
}

/// <summary>The messages of a section behind those of the section around it.</summary>
internal sealed class LogDebugSettings : ISettings<LogDebugSettings>
{
    internal List<LogMessage> Messages { get; private init; } = [];

    public LogDebugSettings Merge(LogDebugSettings inner) => new() { Messages = [.. Messages, .. inner.Messages] };
}

/// <summary>Reads a LogMessage.</summary>
internal static class LogMessageDirective
{
    private static readonly string[] Hooks =
    [
        "log_transaction", "quick_handler", "handler", "pre_translate_name", "translate_name", "map_to_storage", "fixups", "type_checker", "check_access", "check_access_ex",
        "check_authn", "check_authz", "insert_filter",
    ];

    internal static string? Add(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        Expression? condition = null;
        string? hook = LogMessage.DefaultHook;
        for (var i = 1; i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith("hook=", StringComparison.OrdinalIgnoreCase))
            {
                var name = arguments[i][5..];
                hook = Array.Find(Hooks, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
                if (hook is null && !name.Equals("all", StringComparison.OrdinalIgnoreCase))
                    return "Invalid hook name: " + name;
            }
            else if (arguments[i].StartsWith("expr=", StringComparison.OrdinalIgnoreCase))
            {
                condition = RequestExpressions.ParseCondition(scope, arguments[i][5..], out var error);
                if (condition is null)
                    return $"Could not parse expression '{arguments[i][5..]}': {error}";
            }
            else
            {
                return "Invalid argument " + arguments[i];
            }
        }
        if (RequestExpressions.ParseString(scope, arguments[0], out var reason) is not { } text)
            return $"Could not parse message expression '{arguments[0]}': {reason}";
        scope.Directory<LogDebugSettings>().Messages.Add(new LogMessage(text, condition, hook, scope.Directive.Location.ToString()));
        return null;
    }
}
