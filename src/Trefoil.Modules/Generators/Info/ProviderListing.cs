using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Input;
using Trefoil.Http.Output;
using Trefoil.Modules.Aaa.Authentication;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Generators.Info;

/// <summary>What modules offer to others by name.</summary>
internal static class ProviderListing
{
    internal static void Append(StringBuilder text, List<Module> modules)
    {
        text.Append("<h2><a name=\"providers\">Providers</a></h2>\n<dl>");
        Append(text, "authn", modules.OfType<IAuthenticationProviders>().SelectMany(static module => module.AuthenticationProviders).Select(static provider => provider.Name));
        Append(text, "authz", modules.OfType<IAuthorizationProviders>().SelectMany(static module => module.AuthorizationProviders).Select(static provider => provider.Name));
        Append(text, "output filter", modules.OfType<IOutputFilterProvider>().SelectMany(static module => module.OutputFilters).Select(static filter => filter.Name));
        Append(text, "input filter", modules.OfType<IInputFilterProvider>().SelectMany(static module => module.InputFilters).Select(static filter => filter.Name));
        text.Append("</dl>\n<hr />\n");
    }

    private static void Append(StringBuilder text, string group, IEnumerable<string> names)
    {
        var sorted = names.Order(StringComparer.Ordinal).ToList();
        if (sorted.Count == 0)
            return;
        text.Append("<dt><strong>").Append(group).Append("</strong> (version <tt>0</tt>):\n <br />\n");
        foreach (var name in sorted)
            text.Append("<tt>&nbsp;&nbsp;").Append(name).Append("</tt><br/>");
        text.Append("\n</dt>\n");
    }
}
