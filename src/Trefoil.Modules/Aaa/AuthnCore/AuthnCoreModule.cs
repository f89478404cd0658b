using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authentication;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthnCore;

/// <summary>mod_authn_core: AuthType, AuthName, aliases of providers, and the error for an AuthType that no module serves.</summary>
internal sealed class AuthnCoreModule : Module, IAuthenticate, IAuthenticationProviders
{
    internal const string Name = "authn_core";

    private readonly List<AuthenticationProvider> _aliases = [];

    public AuthnCoreModule() => Directives =
    [
        new("AuthType", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "an HTTP authorization type (e.g., \"Basic\")", SetType),
        new("AuthName", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "the authentication realm (e.g. \"Members Only\")", SetName),
        new("<AuthnProviderAlias", ArgumentKind.RawArgs, AllowedIn.RsrcConf, "a provider and a new name for it", Alias),
    ];

    public override string Identifier => "authn_core_module";

    public override string SourceFile => "mod_authn_core.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; }

    public IReadOnlyList<AuthenticationProvider> AuthenticationProviders => _aliases;

    public PhaseOrder OrderIn(RequestPhase phase) => phase == RequestPhase.Authenticate ? PhaseOrder.Last : PhaseOrder.Middle;

    public ValueTask<PhaseResult> AuthenticateAsync(Request request)
    {
        // Behind all modules that authenticate: whoever arrives here was not served.
        var type = AuthenticationRealm.TypeOf(request);
        if (type is null)
            return new(PhaseResult.Ok);
        Log.Write(request, LogLevel.Error, Name, 1796, $"AuthType {type} configured without corresponding module");
        return new((PhaseResult)500);
    }

    private static string? SetType(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var text = RequestText.Parse(scope, arguments[0], out var error);
        scope.Directory<AuthnCoreSettings>().Type = text;
        return text is null ? $"Cannot parse expression '{arguments[0]}' in AuthType: {error}" : null;
    }

    private static string? SetName(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var text = RequestText.Parse(scope, arguments[0], out var error);
        scope.Directory<AuthnCoreSettings>().Realm = text;
        return text is null ? $"Cannot parse expression '{arguments[0]}' in AuthName: {error}" : null;
    }

    private string? Alias(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var words = ConfigurationWords.Split(arguments[0]);
        if (words.Count < 2)
            return "<AuthnProviderAlias> directive requires additional arguments";
        if (string.Equals(words[0], words[1], StringComparison.OrdinalIgnoreCase))
            return "The alias provider name must be different from the base provider name.";
        if (ProviderList.Find(scope.Context.Modules, words[0]) is not { } target)
            return $"Unknown Authn provider: {words[0]}";
        if (ProviderList.Find(scope.Context.Modules, words[1]) is not null)
            return $"The alias provider {words[1]} has already be registered previously as either a base provider or an alias provider.";
        var settings = new SettingsVector();
        if (SectionBody.Apply(scope, settings) is { } error)
            return error;
        _aliases.Add(new AuthenticationAlias(words[1], target, settings));
        return null;
    }
}
