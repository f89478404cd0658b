using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules;

internal static class SectionBody
{
    internal static string? Apply(DirectiveScope scope, SettingsVector directory) => scope.Directive.Name + " is not supported";
}
