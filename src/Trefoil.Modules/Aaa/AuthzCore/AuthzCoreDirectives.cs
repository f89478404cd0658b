using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthzCore;

/// <summary>Directives of mod_authz_core. Knows the aliases of one configuration and every rule tree, for the check at the end.</summary>
internal sealed class AuthzCoreDirectives
{
    private readonly Dictionary<string, AuthorizationAlias> _aliases = new(StringComparer.Ordinal);
    private readonly List<(AuthorizationRule Rule, Trefoil.Configuration.Sections.ServerConfig Server)> _places = [];
    private readonly Stack<AuthorizationRule> _open = [];

    internal AuthzCoreDirectives() => Table =
    [
        new("Require", ArgumentKind.RawArgs, AllowedIn.OrAuthConfig, "a kind of rule and its arguments, \"not\" in front turns it round", Require),
        new("<RequireAll", ArgumentKind.RawArgs, AllowedIn.OrAuthConfig, "a group of rules that must all agree", Group),
        new("<RequireAny", ArgumentKind.RawArgs, AllowedIn.OrAuthConfig, "a group of rules of which one must agree", Group),
        new("<RequireNone", ArgumentKind.RawArgs, AllowedIn.OrAuthConfig, "a group of rules of which none may agree", Group),
        new("<RequireNotAll", ArgumentKind.RawArgs, AllowedIn.OrAuthConfig, "a group of rules that must not all agree", Group),
        new("AuthMerging", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "how rules combine with those of the place around: Off, And or Or", Merging),
        new("AuthzSendForbiddenOnFailure", ArgumentKind.Flag, AllowedIn.OrAuthConfig, "On to answer 403 instead of 401 to a user who may not", ForbiddenOnFailure),
        new("<AuthzProviderAlias", ArgumentKind.RawArgs, AllowedIn.RsrcConf | AllowedIn.GlobalOnly, "a kind of rule, a new name for it, and its arguments", Alias),
    ];

    internal IReadOnlyList<DirectiveDefinition> Table { get; }

    internal string? CheckRules(ConfigurationContext context)
    {
        string? refusal = null;
        foreach (var (rule, server) in _places)
        {
            if (rule.Normalize(isPlace: true) is not { } fault)
                continue;
            context.Report(LogLevel.Error, AuthzCoreModule.Name, 1624, $"{fault} directive contains only negative authorization directives", server);
            refusal = "";
        }
        _places.Clear();
        return refusal;
    }

    private string? Require(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var line = arguments[0];
        var at = 0;
        var name = ConfigurationWords.Next(line, ref at) ?? "";
        var negated = string.Equals(name, "not", StringComparison.OrdinalIgnoreCase);
        if (negated)
            name = ConfigurationWords.Next(line, ref at) ?? "";
        if (Find(scope, name) is not { } provider)
            return $"Unknown Authz provider: {name}";
        var rest = line[at..];
        if (provider.Parse(scope, rest, out var parsed) is { } error)
            return error;
        var rule = new AuthorizationRule
        {
            Provider = provider, ProviderName = name, Arguments = rest, Parsed = parsed, Negated = negated, Methods = scope.LimitedMethods,
        };
        var parent = Parent(scope);
        if (negated && !parent.NeedsAll)
            return $"negative {scope.Directive.Name} directive has no effect in {parent} directive";
        parent.Add(rule);
        return null;
    }

    private string? Group(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var name = scope.Directive.Name;
        if (arguments[0].TrimEnd('>').Trim().Length > 0)
            return $"{name}> directive doesn't take additional arguments";
        var needsAll = Is(name, "<RequireAll") || Is(name, "<RequireNotAll");
        var group = new AuthorizationRule { NeedsAll = needsAll, Negated = !Is(name, "<RequireAll") && !Is(name, "<RequireAny") };
        _open.Push(group);
        var error = SectionBody.Apply(scope);
        _open.Pop();
        if (error is not null)
            return error;
        if (group.Children.Count == 0)
            return $"{group} directive contains no authorization directives";
        var parent = Parent(scope);
        if (group.Negated && !parent.NeedsAll)
            return $"{group} directive has no effect in {parent} directive";
        parent.Add(group);
        return null;
    }

    private string? Alias(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var line = arguments[0];
        var at = 0;
        var target = ConfigurationWords.Next(line, ref at);
        var name = ConfigurationWords.Next(line, ref at);
        if (target is null || name is null)
            return "<AuthzProviderAlias> directive requires additional arguments";
        var given = ConfigurationWords.Next(line, ref at) ?? "";
        if (at < line.Length)
        {
            scope.Context.Report(LogLevel.Warn, AuthzCoreModule.Name, 10142,
                $"When several arguments ({given} {ConfigurationWords.Next(line, ref at)}...) are passed to a <AuthzProviderAlias directive, they must be enclosed in quotation marks.  Otherwise, only the first one is taken into account",
                scope.Server);
        }
        if (target == name)
            return "The alias provider name must be different from the base provider name.";
        if (Find(scope, target) is not { } provider)
            return $"Unknown Authz provider: {target}";
        if (provider.Parse(scope, given, out var parsed) is { } refused)
            return $"Can't parse 'Require {target} {given}': {refused}";
        if (Find(scope, name) is not null)
            return $"The alias provider {name} has already be registered previously as either a base provider or an alias provider.";
        var settings = new SettingsVector();
        if (SectionBody.Apply(scope, settings) is { } error)
            return error;
        _aliases[name] = new AuthorizationAlias(name, provider, given, parsed, settings);
        return null;
    }

    private static string? Merging(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        AuthMerging? merging = arguments[0].ToUpperInvariant() switch
        {
            "OFF" => AuthMerging.Off,
            "AND" => AuthMerging.And,
            "OR" => AuthMerging.Or,
            _ => null,
        };
        if (merging is null)
            return "AuthMerging must be one of: Off | And | Or";
        scope.Directory<AuthzCoreSettings>().Merging = merging.Value;
        return null;
    }

    private static string? ForbiddenOnFailure(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<AuthzCoreSettings>().ForbiddenOnFailure = DirectiveScope.IsOn(arguments[0]);
        return null;
    }

    private AuthorizationRule Parent(DirectiveScope scope)
    {
        if (_open.TryPeek(out var group))
            return group;
        var settings = scope.Directory<AuthzCoreSettings>();
        if (settings.Rules is null)
        {
            settings.Rules = new AuthorizationRule();
            if (!scope.IsHtaccess)
                _places.Add((settings.Rules, scope.Server));
        }
        return settings.Rules;
    }

    private AuthorizationProvider? Find(DirectiveScope scope, string name)
    {
        foreach (var module in scope.Context.Modules)
        {
            if (module is not IAuthorizationProviders providers)
                continue;
            foreach (var provider in providers.AuthorizationProviders)
            {
                if (provider.Name == name)
                    return provider;
            }
        }
        return _aliases.GetValueOrDefault(name);
    }

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
