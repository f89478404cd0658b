using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>The directives of mod_negotiation.</summary>
internal static class NegotiationDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        new("CacheNegotiatedDocs", ArgumentKind.Flag, AllowedIn.RsrcConf, "On if HTTP/1.0 caches may keep negotiated documents", static (scope, arguments) =>
        {
            scope.ForServer<NegotiationServerSettings>().CacheNegotiatedDocs = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        new("LanguagePriority", ArgumentKind.Iterate, AllowedIn.OrFileInfo, "languages, the dearest first", static (scope, arguments) =>
        {
            scope.Directory<NegotiationSettings>().LanguagePriority.Add(arguments[0]);
            return null;
        }),
        new("ForceLanguagePriority", ArgumentKind.Iterate, AllowedIn.OrFileInfo, "None, or Prefer and/or Fallback", static (scope, arguments) =>
            SetForce(scope.Directory<NegotiationSettings>(), arguments[0])),
    ];

    private static string? SetForce(NegotiationSettings settings, string word)
    {
        switch (word.ToLowerInvariant())
        {
            case "none":
                if ((settings.ForceGiven & ~LanguageForce.None) != 0)
                    return "Cannot combine ForceLanguagePriority options with None";
                settings.ForceGiven = LanguageForce.None;
                return null;
            case "prefer":
                if ((settings.ForceGiven & LanguageForce.None) != 0)
                    return "Cannot combine ForceLanguagePriority options None and Prefer";
                settings.ForceGiven |= LanguageForce.Prefer;
                return null;
            case "fallback":
                if ((settings.ForceGiven & LanguageForce.None) != 0)
                    return "Cannot combine ForceLanguagePriority options None and Fallback";
                settings.ForceGiven |= LanguageForce.Fallback;
                return null;
            default:
                return $"Invalid ForceLanguagePriority option {word}";
        }
    }
}
