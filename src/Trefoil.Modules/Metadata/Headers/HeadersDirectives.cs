using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Metadata.Headers;

/// <summary>Header and RequestHeader.</summary>
internal static class HeadersDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> Table =
    [
        new("Header", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "an optional condition, an action, header and value followed by optional env clause", Header),
        new("RequestHeader", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "an action, header and value followed by optional env clause", RequestHeader),
    ];

    private static string? Header(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var line = arguments[0];
        var at = 0;
        var action = ConfigurationWords.Next(line, ref at) ?? "";
        var always = Is(action, "always");
        if (always || Is(action, "onsuccess"))
            action = ConfigurationWords.Next(line, ref at) ?? "";
        if (Parse(scope, action, line[at..], isRequest: false, out var error) is not { } rule)
            return error;
        var settings = scope.Directory<HeadersSettings>();
        if (always)
            settings.AddAlways(rule);
        else
            settings.AddOnSuccess(rule);
        return null;
    }

    private static string? RequestHeader(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var at = 0;
        var action = ConfigurationWords.Next(arguments[0], ref at) ?? "";
        if (Parse(scope, action, arguments[0][at..], isRequest: true, out var error) is not { } rule)
            return error;
        scope.Directory<HeadersSettings>().AddRequest(rule);
        return null;
    }

    private static HeaderRule? Parse(DirectiveScope scope, string actionName, string rest, bool isRequest, out string? error)
    {
        // 1. Name, value, replacement, condition; which of them are meant depends on the action.
        var words = ConfigurationWords.Split(rest);
        error = words.Count > 4 ? $"{scope.Directive.Name} has too many arguments" : null;
        if (error is not null)
            return null;
        var name = words.Count > 0 ? words[0] : "";
        var value = words.Count > 1 ? words[1] : null;
        var replacement = words.Count > 2 ? words[2] : null;
        var condition = words.Count > 3 ? words[3] : null;

        // 2. The action and its own demands.
        if (ActionOf(actionName) is not { } action)
            return Refuse("first argument must be 'add', 'set', 'setifempty', 'append', 'merge', 'unset', 'echo', 'note', 'edit', or 'edit*'.", out error);
        IPattern? pattern = null;
        if (action == HeaderAction.Note && isRequest)
            return Refuse("RequestHeader does not support the 'note' action", out error);
        if (action is HeaderAction.Edit or HeaderAction.EditAll)
        {
            if (replacement is null)
                return Refuse("Header edit requires a match and a substitution", out error);
            pattern = scope.Context.Patterns.Compile(value!, false, out _);
            if (pattern is null)
                return Refuse("Header edit regex could not be compiled", out error);
            value = replacement;
        }
        else
        {
            if (condition is not null)
                return Refuse("Too many arguments to directive", out error);
            condition = replacement;
        }
        if (action is HeaderAction.Unset or HeaderAction.Echo)
        {
            if (value is not null && condition is not null)
                return Refuse(action == HeaderAction.Unset ? "header unset takes two arguments" : "Header echo takes two arguments", out error);
            condition = value;
            value = null;
        }
        else if (value is null)
        {
            return Refuse("Header requires three arguments", out error);
        }
        if (action == HeaderAction.Echo)
        {
            if (isRequest)
                return Refuse("Header echo only valid on Header directives", out error);
            pattern = scope.Context.Patterns.Compile(name, false, out _);
            if (pattern is null)
                return Refuse("Header echo regex could not be compiled", out error);
        }

        // 3. The condition.
        var early = condition is not null && Is(condition, "early");
        string? variable = null;
        Expression? expression = null;
        if (condition is not null && !early && !ParseCondition(scope, condition, out variable, out expression, out error))
            return null;

        // 4. The value.
        HeaderValue? parsed = null;
        if (value is not null && (parsed = HeaderValue.Parse(scope, value, out error)) is null)
            return null;
        var colon = action == HeaderAction.Echo ? -1 : name.IndexOf(':', StringComparison.Ordinal);
        return new HeaderRule
        {
            Action = action, Name = colon < 0 ? name : name[..colon], Value = parsed, Pattern = pattern,
            IsEarly = early, EnvironmentCondition = variable, Condition = expression,
        };
    }

    private static bool ParseCondition(DirectiveScope scope, string text, out string? variable, out Expression? expression, out string? error)
    {
        variable = null;
        expression = null;
        error = null;
        if (text.StartsWith("env=", StringComparison.OrdinalIgnoreCase))
        {
            variable = text[4..];
            if (variable is "" or "!")
                error = "error: missing environment variable name. envclause should be in the form env=envar ";
        }
        else if (text.StartsWith("expr=", StringComparison.OrdinalIgnoreCase))
        {
            expression = RequestExpressions.ParseCondition(scope, text[5..], out error);
            if (expression is null)
                error = "Can't parse envclause/expression: " + error;
        }
        else
        {
            error = "Unknown parameter: " + text;
        }
        return error is null;
    }

    private static HeaderRule? Refuse(string reason, out string? error)
    {
        error = reason;
        return null;
    }

    private static HeaderAction? ActionOf(string name) => name.ToLowerInvariant() switch
    {
        "set" => HeaderAction.Set,
        "setifempty" => HeaderAction.SetIfEmpty,
        "add" => HeaderAction.Add,
        "append" => HeaderAction.Append,
        "merge" => HeaderAction.Merge,
        "unset" => HeaderAction.Unset,
        "echo" => HeaderAction.Echo,
        "edit" => HeaderAction.Edit,
        "edit*" => HeaderAction.EditAll,
        "note" => HeaderAction.Note,
        _ => null,
    };

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
