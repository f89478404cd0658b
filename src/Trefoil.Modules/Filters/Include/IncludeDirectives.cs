using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Filters.Include;

/// <summary>The directives of mod_include.</summary>
internal static class IncludeDirectives
{
    internal static IReadOnlyList<DirectiveDefinition> All { get; } =
    [
        new("XBitHack", ArgumentKind.Take1, AllowedIn.OrOptions, "Off, On, or Full", SetXBitHack),
        Text("SSIErrorMsg", AllowedIn.OrAll, "a string", static (scope, text) => scope.Directory<IncludeSettings>().ErrorMessage = text),
        Text("SSITimeFormat", AllowedIn.OrAll, "a strftime(3) formatted string", static (scope, text) => scope.Directory<IncludeSettings>().TimeFormat = text),
        Text("SSIStartTag", AllowedIn.RsrcConf, "SSI Start String Tag", static (scope, text) => scope.ForServer<IncludeServerSettings>().StartTagGiven = text),
        Text("SSIEndTag", AllowedIn.RsrcConf, "SSI End String Tag", static (scope, text) => scope.ForServer<IncludeServerSettings>().EndTagGiven = text),
        Text("SSIUndefinedEcho", AllowedIn.OrAll, "String to be displayed if an echoed variable is undefined", static (scope, text) => scope.Directory<IncludeSettings>().UndefinedEcho = text),
        Flag("SSILegacyExprParser", "Whether to use the legacy expression parser compatible with <= 2.2.x. Limited to 'on' or 'off'", static (settings, on) => settings.LegacyExpressions = on),
        Flag("SSILastModified", "Whether to set the last modified header or respect an existing header. Limited to 'on' or 'off'", static (settings, on) => settings.LastModified = on),
        Flag("SSIEtag", "Whether to allow the generation of ETags within the server. Existing ETags will be preserved. Limited to 'on' or 'off'", static (settings, on) => settings.Etag = on),
    ];

    private static DirectiveDefinition Text(string name, AllowedIn allowed, string help, Action<DirectiveScope, string> store) =>
        new(name, ArgumentKind.Take1, allowed, help, (scope, arguments) =>
        {
            store(scope, arguments[0]);
            return null;
        });

    private static DirectiveDefinition Flag(string name, string help, Action<IncludeSettings, bool> store) =>
        new(name, ArgumentKind.Flag, AllowedIn.OrLimit, help, (scope, arguments) =>
        {
            store(scope.Directory<IncludeSettings>(), DirectiveScope.IsOn(arguments[0]));
            return null;
        });

    private static string? SetXBitHack(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        XBitHack? value = arguments[0].ToLowerInvariant() switch
        {
            "off" => XBitHack.Off,
            "on" => XBitHack.On,
            "full" => XBitHack.Full,
            _ => null,
        };
        scope.Directory<IncludeSettings>().XBit = value ?? scope.Directory<IncludeSettings>().XBit;
        return value is null ? "XBitHack must be set to Off, On, or Full" : null;
    }
}
