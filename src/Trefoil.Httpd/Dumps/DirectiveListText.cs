using System.Text;
using Trefoil.Configuration.Directives;

namespace Trefoil.Httpd.Dumps;

/// <summary>The text of -L: every directive with its help and where it may stand.</summary>
internal static class DirectiveListText
{
    private static readonly (AllowedIn Class, string Name)[] Classes =
    [
        (AllowedIn.OrAuthConfig, "AuthConfig"), (AllowedIn.OrLimit, "Limit"), (AllowedIn.OrOptions, "Options"), (AllowedIn.OrFileInfo, "FileInfo"), (AllowedIn.OrIndexes, "Indexes"),
    ];

    internal static string Of(IReadOnlyList<Module> modules)
    {
        var text = new StringBuilder();
        foreach (var module in modules)
        {
            foreach (var directive in module.Directives)
            {
                text.Append(directive.Name).Append(" (").Append(module.SourceFile).Append(")\n\t").Append(directive.Help).Append("\n\tAllowed in *.conf ");
                text.Append(Places(directive.AllowedIn)).Append('\n');
            }
        }
        return text.ToString();
    }

    private static string Places(AllowedIn allowed)
    {
        var inServer = (allowed & AllowedIn.RsrcConf) != 0;
        var anywhere = (allowed & (AllowedIn.OrOptions | AllowedIn.OrFileInfo | AllowedIn.OrIndexes)) != 0
            || (inServer && (allowed & (AllowedIn.AccessConf | AllowedIn.OrAuthConfig | AllowedIn.OrLimit)) != 0);
        var text = anywhere ? "anywhere" : $"only {(inServer ? "outside" : "inside")} <Directory>, <Files>, <Location>, or <If>";
        if ((allowed & AllowedIn.OrAll) == 0)
            return text;
        text += " and in .htaccess\n\twhen AllowOverride ";
        if ((allowed & AllowedIn.OrAll) == AllowedIn.OrAll)
            return text + "isn't None";
        return text + "includes " + string.Join(" or ", Classes.Where(row => (allowed & row.Class) != 0).Select(static row => row.Name));
    }
}
