using System.Globalization;
using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>The manager's page: tables as scripts that read Apache's expect them, and forms with its field names.</summary>
internal static class BalancerPage
{
    private const string Head =
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n<html><head><title>Balancer Manager</title>\n"
        + "<style type='text/css'>\ntable { border: 1px solid gray; border-spacing: 3px; background-color: white; text-align: center; }\n"
        + "th { border: 1px dotted gray; padding: 2px; background-color: lightgray; }\ntd { border: 1px dotted gray; padding: 2px; }\n</style>\n</head>\n";

    private static readonly (string Letter, string Title, WorkerStatus Bit)[] Switches =
    [
        ("I", "Ignore Errors", WorkerStatus.IgnoreErrors), ("N", "Draining Mode", WorkerStatus.Draining), ("D", "Disabled", WorkerStatus.Disabled),
        ("H", "Hot Standby", WorkerStatus.HotStandby), ("R", "Hot Spare", WorkerStatus.HotSpare), ("S", "Stopped", WorkerStatus.Stopped),
    ];

    internal static string Make(Request request, ProxyBalancerModule module, ProxyServerSettings settings, ProxyBalancer? balancer, ProxyWorker? worker)
    {
        var page = new StringBuilder(Head);
        page.Append("<body><h1>Load Balancer Manager for ").Append(HtmlEscape.Escape(CanonicalName.ServerName(request))).Append("</h1>\n\n<dl><dt>Server Version: ")
            .Append(ServerBanner.Description(request.Runtime.Configuration)).Append("</dt>\n<dt>Server Built: ").Append(ServerBanner.BuiltAt())
            .Append("</dt>\n<dt>Changes are ").Append(settings.Persists == true ? "kept" : "NOT kept").Append(" over restarts.</dt></dl>\n");
        foreach (var each in settings.Balancers)
            AppendBalancer(page, request, each);
        page.Append("<hr />\n");
        if (worker is not null && balancer is not null)
            AppendWorkerForm(page, request, balancer, worker);
        else if (balancer is not null)
            AppendBalancerForm(page, request, module, balancer);
        return page.Append("</body></html>\n").ToString();
    }

    private static void AppendBalancer(StringBuilder page, Request request, ProxyBalancer balancer)
    {
        var parameters = balancer.Parameters;
        var path = HtmlEscape.Escape(request.Uri);
        var name = HtmlEscape.Escape(balancer.Name["balancer://".Length..]);
        var attempts = parameters.MaxAttempts ?? Math.Max(balancer.Members.Length - 1, 0);
        page.Append("<hr />\n<h3>LoadBalancer Status for <a href=\"").Append(path).Append("?b=").Append(name).Append("&amp;nonce=").Append(parameters.Nonce).Append("\">")
            .Append(HtmlEscape.Escape(balancer.Name)).Append("</a></h3>\n\n\n<table><tr><th>MaxMembers</th><th>StickySession</th><th>DisableFailover</th><th>Timeout</th>")
            .Append("<th>FailoverAttempts</th><th>Method</th><th>Path</th><th>Active</th></tr>\n<tr>")
            .Append(CultureInfo.InvariantCulture, $"<td>{balancer.MostMembers} [{balancer.Members.Length} Used]</td>\n<td>")
            .Append(parameters.Sticky is null ? " (None) " : HtmlEscape.Escape(StickyText(parameters))).Append("</td><td>").Append(parameters.ForcesSticky ? "On" : "Off")
            .Append(CultureInfo.InvariantCulture, $"</td>\n<td>{parameters.Timeout / 1000}</td><td>{attempts}</td>\n<td>{parameters.Method}</td>\n<td>")
            .Append(HtmlEscape.Escape(parameters.VirtualPath)).Append("</td>\n<td>Yes</td>\n</tr>\n</table>\n<br />\n\n<table><tr><th>Worker URL</th><th>Route</th><th>RouteRedir</th>")
            .Append("<th>Factor</th><th>Set</th><th>Status</th><th>Elected</th><th>Busy</th><th>Load</th><th>To</th><th>From</th></tr>\n");
        foreach (var member in balancer.Members)
        {
            ref var record = ref member.Record;
            var url = HtmlEscape.Escape(member.Name);
            page.Append("<tr>\n<td><a href=\"").Append(path).Append("?b=").Append(name).Append("&amp;w=").Append(UriEscaping.EscapeUri(member.Name)).Append("&amp;nonce=")
                .Append(parameters.Nonce).Append("\">").Append(url).Append("</a></td><td>").Append(HtmlEscape.Escape(ShortText.Read(in record.Route))).Append("</td><td>")
                .Append(HtmlEscape.Escape(ShortText.Read(in record.Redirect)))
                .Append(CultureInfo.InvariantCulture, $"</td><td>{record.LoadFactor / 100.0:F2}</td><td>{record.LoadSet}</td><td>{WorkerStatusText.Describe(member.Status)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{record.Elected}</td><td>{record.Busy}</td><td>{record.LoadStatus}</td><td>{Size(record.Transferred)}</td><td>{Size(record.Received)}</td></tr>\n");
        }
        page.Append("</table>\n");
    }

    private static void AppendWorkerForm(StringBuilder page, Request request, ProxyBalancer balancer, ProxyWorker worker)
    {
        ref var record = ref worker.Record;
        page.Append("<h3>Edit worker settings for ").Append(HtmlEscape.Escape(worker.Name)).Append("</h3>\n");
        OpenForm(page, request);
        page.Append("<table>");
        Field(page, "Load factor", "w_lf", string.Create(CultureInfo.InvariantCulture, $"{record.LoadFactor / 100.0:F2}"));
        Field(page, "LB Set", "w_ls", record.LoadSet.ToString(CultureInfo.InvariantCulture));
        Field(page, "Route", "w_wr", ShortText.Read(in record.Route));
        Field(page, "Route Redirect", "w_rr", ShortText.Read(in record.Redirect));
        page.Append("<tr><td>Status:</td><td><table><tr>");
        foreach (var (_, title, _) in Switches)
            page.Append("<th>").Append(title).Append("</th>");
        page.Append("</tr>\n<tr>");
        foreach (var (letter, _, bit) in Switches)
            Radio(page, "w_status_" + letter, (worker.Status & bit) != 0);
        page.Append("</tr></table></td></tr>\n<tr><td colspan='2'><input type=submit value='Submit'></td></tr>\n</table>\n");
        Hidden(page, "w", worker.Name);
        CloseForm(page, balancer);
    }

    private static void AppendBalancerForm(StringBuilder page, Request request, ProxyBalancerModule module, ProxyBalancer balancer)
    {
        var parameters = balancer.Parameters;
        page.Append("<h3>Edit balancer settings for ").Append(HtmlEscape.Escape(balancer.Name)).Append("</h3>\n");
        OpenForm(page, request);
        page.Append("<table>\n<tr><td>LBmethod:</td><td>\n<select name='b_lbm' id='b_lbm'>");
        foreach (var name in module.Methods.Keys)
            page.Append("<option value='").Append(name).Append('\'').Append(name == parameters.Method ? " selected " : "").Append('>').Append(name).Append('\n');
        page.Append("</select>\n</td></tr>\n");
        Field(page, "Timeout", "b_tmo", (parameters.Timeout / 1000).ToString(CultureInfo.InvariantCulture));
        Field(page, "Failover Attempts", "b_max", (parameters.MaxAttempts ?? Math.Max(balancer.Members.Length - 1, 0)).ToString(CultureInfo.InvariantCulture));
        page.Append("<tr><td>Disable Failover:</td>");
        Radio(page, "b_sforce", parameters.ForcesSticky);
        page.Append("</tr>\n<tr><td>Sticky Session:</td><td><input name='b_ss' id='b_ss' size=64 type=text value =\"").Append(HtmlEscape.Escape(StickyText(parameters)))
            .Append("\"> (\"-\" takes it away)</td></tr>\n");
        if (balancer.Members.Length < balancer.MostMembers)
        {
            page.Append("<tr><td>Add New Worker:</td><td><input name='b_nwrkr' id='b_nwrkr' size=32 type=text> Sure? ")
                .Append("<input name='b_wyes' id='b_wyes' type=checkbox value='1'></td></tr>\n");
        }
        page.Append("<tr><td colspan=2><input type=submit value='Submit'></td></tr>\n</table>\n");
        CloseForm(page, balancer);
    }

    private static string StickyText(BalancerParameters parameters) =>
        parameters.Sticky is not { } sticky ? "" : sticky == parameters.StickyPath ? sticky : sticky + "|" + parameters.StickyPath;

    private static void OpenForm(StringBuilder page, Request request) =>
        page.Append("<form method='POST' enctype='application/x-www-form-urlencoded' action=\"").Append(HtmlEscape.Escape(CanonicalName.ConstructUrl(request, request.Uri))).Append("\">\n");

    private static void CloseForm(StringBuilder page, ProxyBalancer balancer)
    {
        Hidden(page, "b", balancer.Name["balancer://".Length..]);
        page.Append("<input type=hidden name='nonce' id='nonce' value='").Append(balancer.Parameters.Nonce).Append("'>\n</form>\n<hr />\n");
    }

    private static void Hidden(StringBuilder page, string name, string value) =>
        page.Append("<input type=hidden name='").Append(name).Append("' id='").Append(name).Append("' value=\"").Append(HtmlEscape.Escape(value)).Append("\">\n");

    private static void Field(StringBuilder page, string title, string name, string value) =>
        page.Append("<tr><td>").Append(title).Append(":</td><td><input name='").Append(name).Append("' id='").Append(name).Append("' type=text value=\"")
            .Append(HtmlEscape.Escape(value)).Append("\"></td></tr>\n");

    private static void Radio(StringBuilder page, string name, bool isOn) =>
        page.Append("<td><label for='").Append(name).Append("1'>On</label> <input name='").Append(name).Append("' id='").Append(name).Append("1' value='1' type=radio")
            .Append(isOn ? " checked" : "").Append("> <br/> <label for='").Append(name).Append("0'>Off</label> <input name='").Append(name).Append("' id='").Append(name)
            .Append("0' value='0' type=radio").Append(isOn ? "" : " checked").Append("></td>\n");

    /// <summary>Bytes in four places, as tables show them.</summary>
    internal static string Size(long bytes)
    {
        if (bytes < 973)
            return string.Create(CultureInfo.InvariantCulture, $"{bytes,3} ");
        var value = (double)bytes;
        var unit = -1;
        while (value >= 973 && unit < 5)
        {
            value /= 1024;
            unit++;
        }
        return value < 9.95 ? string.Create(CultureInfo.InvariantCulture, $"{value:F1}{"KMGTPE"[unit]}") : string.Create(CultureInfo.InvariantCulture, $"{value,3:F0}{"KMGTPE"[unit]}");
    }
}
