using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.HealthCheck;

/// <summary>ProxyHCExpr, ProxyHCTemplate and ProxyHCTPsize.</summary>
internal static class HcheckDirectives
{
    private const int LongestName = 64;

    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        new("ProxyHCExpr", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "a name and in braces the condition of a good answer", Condition),
        new("ProxyHCTemplate", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "a name and parameters of checks", Template),
        new("ProxyHCTPsize", ArgumentKind.Take1, AllowedIn.RsrcConf, "threads for checks", static (scope, arguments) =>
        {
            if (!int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size < 0)
                return "Invalid ProxyHCTPsize parameter. Parameter must be >= 0";
            scope.Context.Report(Io.Logs.LogLevel.Warn, ProxyHcheckModule.Name, 0, "ProxyHCTPsize has no effect: checks wait side by side and need no threads", scope.Server);
            return null;
        }),
    ];

    private static string? Condition(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var text = arguments[0];
        var position = 0;
        var name = Words.Next(text, ref position);
        if (name.Length == 0)
            return "Missing expression name for " + scope.Directive.Name;
        if (name.Length >= LongestName)
            return $"Expression name limited to {LongestName} characters";
        var condition = text[position..].Trim();
        if (condition.StartsWith('{') && condition.EndsWith('}'))
            condition = condition[1..^1].Trim();
        if (condition.Length == 0)
            return "Missing expression for " + scope.Directive.Name;
        // The body of the answer is kept as a note of the request that stands for the check.
        condition = condition.Replace("hc('body')", $"note('{HealthProbe.BodyNote}')", StringComparison.Ordinal)
            .Replace("hc(\"body\")", $"note('{HealthProbe.BodyNote}')", StringComparison.Ordinal).Replace("%{HC:body}", $"%{{note:{HealthProbe.BodyNote}}}", StringComparison.OrdinalIgnoreCase);
        if (RequestExpressions.ParseCondition(scope, condition, out var error) is not { } expression)
            return $"Could not parse expression \"{condition}\": {error}";
        scope.ForServer<HcheckSettings>().Expressions[name] = expression;
        return null;
    }

    private static string? Template(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var words = Words.All(arguments[0]);
        if (words.Count == 0)
            return "Missing template name for " + scope.Directive.Name;
        var settings = scope.ForServer<HcheckSettings>();
        var template = new HealthParameters();
        foreach (var word in words.Skip(1))
        {
            var equals = word.IndexOf('=');
            if (equals < 0)
                return "Invalid ProxyHCTemplate parameter. Parameter must be in the form 'key=value'";
            if (HcheckParameters.Set(settings, template, word[..equals], word[(equals + 1)..], replace => template = replace) is { } refusal)
                return $"ProxyHCTemplate: {refusal} {word} {words[0]}";
        }
        settings.Templates[words[0]] = template;
        return null;
    }
}
