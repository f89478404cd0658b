using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Proxy.Scgi;

/// <summary>The directives of mod_proxy_scgi.</summary>
internal static class ProxyScgiDirectives
{
    internal static IReadOnlyList<DirectiveDefinition> All { get; } =
    [
        new("ProxySCGISendfile", ArgumentKind.Take1, AllowedIn.RsrcConf | AllowedIn.AccessConf, "The name of the X-Sendfile pseudo response header or On or Off",
            static (scope, arguments) => Set(scope, settings => settings.SendfileGiven = FieldOf(arguments[0], "X-Sendfile"))),
        new("ProxySCGIInternalRedirect", ArgumentKind.Take1, AllowedIn.RsrcConf | AllowedIn.AccessConf, "The name of the pseudo response header or On or Off",
            static (scope, arguments) => Set(scope, settings => settings.RedirectGiven = FieldOf(arguments[0], "Location"))),
    ];

    private static string? Set(DirectiveScope scope, Action<ScgiSettings> change)
    {
        change(scope.Directory<ScgiSettings>());
        return null;
    }

    private static string FieldOf(string argument, string usual) =>
        argument.Equals("on", StringComparison.OrdinalIgnoreCase) ? usual : argument.Equals("off", StringComparison.OrdinalIgnoreCase) ? "" : argument;
}
