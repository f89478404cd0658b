using System.Globalization;
using System.Text;
using Trefoil.Configuration;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;
using Trefoil.Mpm.Settings;

namespace Trefoil.Modules.Generators.Info;

/// <summary>The page of mod_info: everything, or the part that the query asks for.</summary>
internal sealed class InfoPage
{
    private readonly StringBuilder _text = new();
    private readonly Request _request;
    private readonly string _part;
    private readonly List<Module> _modules;

    internal InfoPage(Request request)
    {
        _request = request;
        _part = request.QueryString ?? "";
        _modules = [.. request.Runtime.Configuration.Modules.OrderBy(static module => module.SourceFile, StringComparer.Ordinal)];
    }

    private ConfigurationContext Configuration => _request.Runtime.Configuration;

    private IReadOnlyList<Directive> Tree => (Configuration as HttpdConfiguration)?.Tree ?? [];

    internal string Make()
    {
        _text.Append("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\"\n\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
            + "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n  <title>Server Information</title>\n</head>\n<body><h1 style=\"text-align: center\">Apache Server Information</h1>\n");
        switch (_part)
        {
            case "":
                AppendAll();
                break;
            case "config":
                _text.Append("<dl><dt><strong>Configuration:</strong>\n");
                new DirectiveListing(_text, null).Append(Tree);
                _text.Append("</dl><hr />");
                break;
            case "server":
                AppendServer();
                break;
            case "list":
                _text.Append("<dl><dt>Server Module List</dt>");
                foreach (var module in _modules)
                    _text.Append("<dd>").Append(module.SourceFile).Append("</dd>");
                _text.Append("</dl><hr />");
                break;
            case "hooks":
                HookListing.Append(_text, _request.Runtime.Phases, "?");
                break;
            case "providers":
                ProviderListing.Append(_text, _modules);
                break;
            default:
                if (_modules.Find(module => module.SourceFile.Equals(_part, StringComparison.OrdinalIgnoreCase)) is { } asked)
                    AppendModule(asked);
                break;
        }
        return _text.Append("</body></html>\n").ToString();
    }

    private void AppendAll()
    {
        _text.Append("<dl><dt><tt>Subpages:<br /><a href=\"?config\">Configuration Files</a>, <a href=\"?server\">Server Settings</a>, <a href=\"?list\">Module List</a>, "
            + "<a href=\"?hooks\">Active Hooks</a>, <a href=\"?providers\">Available Providers</a></tt></dt></dl><hr /><dl><dt><tt>Sections:<br /><a href=\"#modules\">Loaded Modules</a>, "
            + "<a href=\"#server\">Server Settings</a>, <a href=\"#request_hooks\">Request Hooks</a>, <a href=\"#providers\">Providers</a></tt></dt></dl><hr />"
            + "<h2><a name=\"modules\">Loaded Modules</a></h2><dl><dt><tt>");
        foreach (var module in _modules)
            _text.Append("<a href=\"#").Append(module.SourceFile).Append("\">").Append(module.SourceFile).Append("</a>, ");
        _text.Append("</tt></dt></dl><hr />");
        AppendServer();
        HookListing.Append(_text, _request.Runtime.Phases, "#");
        ProviderListing.Append(_text, _modules);
        foreach (var module in _modules)
            AppendModule(module);
    }

    private void AppendServer()
    {
        var core = _request.ForServer<CoreServerSettings>();
        var mpm = _modules.Find(static module => module.Identifier.StartsWith("mpm_", StringComparison.Ordinal))?.ShortName[4..] ?? "";
        var limits = Configuration.MainServer.Settings.Get<MpmSettings>().Limits;
        _text.Append("<h2><a name=\"server\">Server Settings</a></h2><dl>");
        Line("Server Version", $"<font size=\"+1\"><tt>{HtmlEscape.Escape(ServerBanner.Description(Configuration))}</tt></font>");
        Line("Server Built", $"<font size=\"+1\"><tt>{HtmlEscape.Escape(ServerBanner.BuiltAt())}</tt></font>");
        Line("Module Magic Number", "<tt>20120211:142</tt>");
        Line("Hostname/port", string.Create(CultureInfo.InvariantCulture, $"<tt>{HtmlEscape.Escape(CanonicalName.ServerNameForUrl(_request))}:{CanonicalName.Port(_request)}</tt>"));
        Line("Timeouts", string.Create(CultureInfo.InvariantCulture, $"<tt>connection: {core.Timeout / 1_000_000} &nbsp;&nbsp; keep-alive: {core.KeepAliveTimeout / 1_000_000}</tt>"));
        Line("MPM Name", $"<tt>{mpm}</tt>");
        if (limits is not null)
            Line("MPM Information", string.Create(CultureInfo.InvariantCulture, $"<tt>Max Daemons: {limits.Daemons} Threaded: {(mpm == "prefork" ? "no" : "yes")} Forked: no</tt>"));
        Line("Server Architecture", $"<tt>{nint.Size * 8}-bit</tt>");
        Line("Server Root", $"<tt>{HtmlEscape.Escape(Configuration.ServerRoot)}</tt>");
        if (Configuration is HttpdConfiguration read)
            Line("Config File", $"<tt>{HtmlEscape.Escape(read.Facts.ConfigFile)}</tt>");
        _text.Append("</dl><hr />");
    }

    private void Line(string title, string value) => _text.Append("<dt><strong>").Append(title).Append(":</strong> ").Append(value).Append("</dt>\n");

    private void AppendModule(Module module)
    {
        var name = module.SourceFile;
        _text.Append($"<dl><dt><a name=\"{name}\"><strong>Module Name:</strong></a> <font size=\"+1\"><tt><a href=\"?{name}\">{name}</a></tt></font></dt>\n"
            + $"<dt><strong>Content handlers:</strong> <tt> <em>{(module is Http.Phases.IHandler ? "yes" : "none")}</em></tt></dt>"
            + "<dt><strong>Configuration Phase Participation:</strong>\n");
        AppendList(ConfigurationPhases(module));
        _text.Append("</dt><dt><strong>Request Phase Participation:</strong>\n");
        AppendList(HookListing.PhasesOf(_request.Runtime.Phases, module));
        _text.Append("</dt>\n<dt><strong>Module Directives:</strong></dt>");
        if (module.Directives.Count == 0)
            _text.Append("<dd><tt> none</tt></dd>");
        foreach (var directive in module.Directives)
        {
            var shown = directive.Name.StartsWith('<') ? directive.Name + ">" : directive.Name;
            _text.Append("<dd><tt>").Append(HtmlEscape.Escape(shown)).Append(" - <i>").Append(HtmlEscape.Escape(directive.Help)).Append("</i></tt></dd>\n");
        }
        if (module.Directives.Count > 0)
        {
            _text.Append("<dt><strong>Current Configuration:</strong></dt>\n");
            new DirectiveListing(_text, module).Append(Tree);
        }
        AppendRemarks(name);
        _text.Append("</dl><hr />\n");
    }

    private void AppendRemarks(string name)
    {
        var isFirst = true;
        foreach (var (module, remark) in _request.ForServer<InfoSettings>().Remarks)
        {
            if (!module.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (isFirst)
                _text.Append("<dt><strong>Additional Information:</strong>\n</dt>");
            isFirst = false;
            _text.Append("<dd>").Append(remark).Append("</dd>");
        }
    }

    private static List<string> ConfigurationPhases(Module module)
    {
        var phases = new List<string>();
        if (module.Directives.Any(static directive => (directive.AllowedIn & ~(AllowedIn.RsrcConf | AllowedIn.GlobalOnly)) != 0))
            phases.AddRange(["Create Directory Config", "Merge Directory Configs"]);
        if (module.Directives.Any(static directive => (directive.AllowedIn & ~(AllowedIn.RsrcConf | AllowedIn.GlobalOnly)) == 0))
            phases.AddRange(["Create Server Config", "Merge Server Configs"]);
        return phases;
    }

    private void AppendList(List<string> names)
    {
        if (names.Count == 0)
            _text.Append("<tt> <em>none</em></tt>");
        for (var i = 0; i < names.Count; i++)
            _text.Append(i > 0 ? ", <tt>" : "<tt>").Append(names[i]).Append("</tt>");
    }
}
