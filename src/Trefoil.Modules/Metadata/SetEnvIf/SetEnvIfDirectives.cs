using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Metadata.SetEnvIf;

/// <summary>SetEnvIf, SetEnvIfNoCase, BrowserMatch, BrowserMatchNoCase and SetEnvIfExpr.</summary>
internal static class SetEnvIfDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> Table =
    [
        new("SetEnvIf", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "a header-name, regex and a list of variables.", static (scope, a) => Attribute(scope, a[0], false)),
        new("SetEnvIfNoCase", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "a header-name, regex and a list of variables.", static (scope, a) => Attribute(scope, a[0], true)),
        new("SetEnvIfExpr", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "an expression and a list of variables.", Expr),
        new("BrowserMatch", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "a browser regex and a list of variables.", static (scope, a) => Match(scope, "User-Agent", a[0], 0, false)),
        new("BrowserMatchNoCase", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "a browser regex and a list of variables.", static (scope, a) => Match(scope, "User-Agent", a[0], 0, true)),
    ];

    private static string? Attribute(DirectiveScope scope, string line, bool ignoreCase)
    {
        var at = 0;
        return ConfigurationWords.Next(line, ref at) is { Length: > 0 } name
            ? Match(scope, name, line, at, ignoreCase)
            : $"Missing header-field name for {scope.Directive.Name}";
    }

    private static string? Match(DirectiveScope scope, string name, string line, int at, bool ignoreCase)
    {
        if (ConfigurationWords.Next(line, ref at) is not { Length: > 0 } regex)
            return $"Missing regular expression for {scope.Directive.Name}";
        var subject = SubjectOf(ref name);
        IPattern? namePattern = null;
        if (subject == RuleSubject.HeaderPattern)
        {
            namePattern = scope.Context.Patterns.Compile(name, ignoreCase, out _);
            if (namePattern is null)
                return $"{scope.Directive.Name}Header name regex could not be compiled.";
        }
        var plain = PlainTextOf(regex);
        var pattern = plain is null ? scope.Context.Patterns.Compile(regex, ignoreCase, out _) : null;
        if (plain is null && pattern is null)
            return $"{scope.Directive.Name} regex could not be compiled.";
        if (ReadEffects(scope, line, at, out var effects) is { } error)
            return error;
        Add(scope, new SetEnvIfRule
        {
            Subject = subject, Name = name, NamePattern = namePattern, Pattern = pattern, PlainText = plain, IgnoreCase = ignoreCase, Effects = effects,
        });
        return null;
    }

    private static string? Expr(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var at = 0;
        if (ConfigurationWords.Next(arguments[0], ref at) is not { Length: > 0 } text)
            return $"Missing expression for {scope.Directive.Name}";
        var condition = RequestExpressions.ParseCondition(scope, text, out var refused);
        if (condition is null)
            return $"Could not parse expression \"{text}\": {refused}";
        if (ReadEffects(scope, arguments[0], at, out var effects) is { } error)
            return error;
        Add(scope, new SetEnvIfRule { Subject = RuleSubject.Expression, Condition = condition, Effects = effects });
        return null;
    }

    private static string? ReadEffects(DirectiveScope scope, string line, int at, out List<VariableEffect> effects)
    {
        effects = [];
        while (ConfigurationWords.Next(line, ref at) is { } word)
        {
            var remove = word.StartsWith('!');
            var equals = remove ? -1 : word.IndexOf('=', StringComparison.Ordinal);
            var name = remove ? word[1..] : equals < 0 ? word : word[..equals];
            effects.RemoveAll(effect => string.Equals(effect.Name, name, StringComparison.OrdinalIgnoreCase));
            effects.Add(new VariableEffect(name, remove ? null : equals < 0 ? "1" : word[(equals + 1)..]));
        }
        return effects.Count == 0 ? $"Missing envariable expression for {scope.Directive.Name}" : null;
    }

    private static void Add(DirectiveScope scope, SetEnvIfRule rule)
    {
        // Apache's rule: a place without a path is the server, which is read before any URI is mapped
        if (scope.Section is null && !scope.IsHtaccess)
            scope.ForServer<SetEnvIfServerSettings>().Rules.Add(rule);
        else
            scope.Directory<SetEnvIfSettings>().Rules.Add(rule);
    }

    private static RuleSubject SubjectOf(ref string name)
    {
        switch (name.ToLowerInvariant())
        {
            case "remote_addr": return RuleSubject.RemoteAddress;
            case "remote_host": return RuleSubject.RemoteHost;
            case "server_addr": return RuleSubject.ServerAddress;
            case "request_uri": return RuleSubject.RequestUri;
            case "request_method": return RuleSubject.RequestMethod;
            case "request_protocol": return RuleSubject.RequestProtocol;
        }
        if (name.StartsWith("oid(\"", StringComparison.OrdinalIgnoreCase) && name.EndsWith("\")", StringComparison.Ordinal))
        {
            name = name[5..^2];
            return RuleSubject.CertificateOid;
        }
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return RuleSubject.HeaderPattern;
        }
        return RuleSubject.Header;
    }

    /// <summary>The text that a pattern without special characters looks for, else null.</summary>
    private static string? PlainTextOf(string pattern)
    {
        const string Special = ".*+?[](){}|^$\\";
        var text = new StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length && Special.Contains(pattern[i + 1], StringComparison.Ordinal))
                i++;
            else if (Special.Contains(pattern[i], StringComparison.Ordinal))
                return null;
            text.Append(pattern[i]);
        }
        return text.ToString();
    }
}
