namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>What a matching rule does beside changing the URL: environment, cookies, type and handler.</summary>
internal static class RuleEffects
{
    internal const string TypeNote = "rewrite-forced-mimetype";
    internal const string HandlerNote = "rewrite-forced-handler";

    internal static void SetEnvironment(RuleRunner runner, RewriteRule rule)
    {
        if (rule.Environment.Length == 0)
            return;
        runner.Request.IsCacheable = false;
        foreach (var template in rule.Environment)
        {
            var name = runner.Expand(template);
            if (name.StartsWith('!'))
            {
                name = name[1..];
                if (runner.Log.Traces(5))
                    runner.Log.TraceOutside(5, $"unsetting env variable '{name}'");
                runner.Request.Environment.Unset(name);
                continue;
            }
            var colon = name.IndexOf(':');
            var value = colon < 0 ? "" : name[(colon + 1)..];
            name = colon < 0 ? name : name[..colon];
            runner.Request.Environment.Set(name, value);
            if (runner.Log.Traces(5))
                runner.Log.TraceOutside(5, $"setting env variable '{name}' to '{value}'");
        }
    }

    internal static void SetCookies(RuleRunner runner, RewriteRule rule)
    {
        foreach (var template in rule.Cookies)
            RewriteCookie.Set(runner.Log, runner.Request, runner.Expand(template));
    }

    internal static void ForceTypeAndHandler(RuleRunner runner, RewriteRule rule)
    {
        var request = runner.Request;
        if (rule.ForcedType is { } type && runner.Expand(type).ToLowerInvariant() is { Length: > 0 } typeName)
        {
            if (runner.Log.Traces(2))
                runner.Log.Trace(2, $"remember {request.Filename} to have MIME-type '{typeName}'");
            request.Notes.Set(TypeNote, typeName);
        }
        if (rule.ForcedHandler is { } handler && runner.Expand(handler).ToLowerInvariant() is { Length: > 0 } handlerName)
        {
            if (runner.Log.Traces(2))
                runner.Log.Trace(2, $"remember {request.Filename} to have Content-handler '{handlerName}'");
            request.Notes.Set(HandlerNote, handlerName);
        }
    }
}
