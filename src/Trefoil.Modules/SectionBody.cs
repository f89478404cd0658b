using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules;

/// <summary>Reads what stands inside a module's own section.</summary>
internal static class SectionBody
{
    /// <summary>The children fill the settings of the place around (groups of rules).</summary>
    internal static string? Apply(DirectiveScope scope) => scope.Context.ApplyChildren(scope.Nested());

    /// <summary>The children fill settings of their own (aliases of providers).</summary>
    internal static string? Apply(DirectiveScope scope, SettingsVector directory) =>
        scope.Context.ApplyChildren(scope.Nested(directory, allow: AllowedIn.OrAuthConfig | AllowedIn.AccessConf));
}
