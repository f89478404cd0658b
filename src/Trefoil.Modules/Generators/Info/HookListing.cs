using System.Globalization;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Generators.Info;

/// <summary>The phases of a request with the modules that take part, in their order.</summary>
internal static class HookListing
{
    internal static void Append(StringBuilder text, PhaseTable phases, string link)
    {
        text.Append("<h2><a name=\"request_hooks\">Request Hooks</a></h2>\n<dl>");
        foreach (var (title, phase, modules) in Phases(phases))
        {
            text.Append("<dt><strong>").Append(title).Append(":</strong>\n <br /><tt>\n");
            foreach (var member in modules)
            {
                var name = ((Module)member).SourceFile;
                var order = ((int)member.OrderIn(phase)).ToString("00", CultureInfo.InvariantCulture);
                text.Append("&nbsp;&nbsp; ").Append(order).Append(" <a href=\"").Append(link).Append(name).Append("\">").Append(name).Append("</a> <br/>");
            }
            text.Append("\n  </tt>\n</dt>\n");
        }
        text.Append("</dl>\n<hr />\n");
    }

    internal static List<string> PhasesOf(PhaseTable phases, Module module)
    {
        var names = new List<string>();
        foreach (var (title, _, modules) in Phases(phases))
        {
            if (Array.Exists(modules, member => ReferenceEquals(member, module)))
                names.Add(title);
        }
        return names;
    }

    private static (string Title, RequestPhase Phase, IPhaseModule[] Modules)[] Phases(PhaseTable phases) =>
    [
        ("Post-Read Request", RequestPhase.PostReadRequest, phases.PostReadRequest),
        ("Header Parse", RequestPhase.HeaderParser, phases.HeaderParser),
        ("Quick Handler", RequestPhase.QuickHandler, phases.QuickHandler),
        ("Pre-Translate Name", RequestPhase.PreTranslateName, phases.PreTranslateName),
        ("Translate Name", RequestPhase.TranslateName, phases.TranslateName),
        ("Map to Storage", RequestPhase.MapToStorage, phases.MapToStorage),
        ("Check Access", RequestPhase.Authorize, phases.UserlessAuthorize),
        ("Check Access (legacy)", RequestPhase.AccessChecker, phases.AccessChecker),
        ("Verify User ID", RequestPhase.Authenticate, phases.Authenticate),
        ("Verify User Access", RequestPhase.Authorize, phases.Authorize),
        ("Check Type", RequestPhase.TypeChecker, phases.TypeChecker),
        ("Fixups", RequestPhase.Fixups, phases.Fixups),
        ("Insert Filters", RequestPhase.InsertFilters, phases.InsertFilters),
        ("Content Handlers", RequestPhase.Handler, phases.Handler),
        ("Transaction Logging", RequestPhase.LogTransaction, phases.LogTransaction),
    ];
}
