using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>What mod_status shows of balancers (ProxyStatus).</summary>
internal static class BalancerStatus
{
    private static readonly (string Short, string Long)[] Key =
    [
        ("SSes", "Name of the sticky session"), ("Timeout", "Wait for a free member"), ("Sch", "Scheme"), ("Host", "Host of the backend"), ("Stat", "State"), ("Route", "Route of sessions"),
        ("Redir", "Route that takes over"), ("F", "Load factor"), ("Acc", "Requests"), ("Wr", "Bytes sent to it"), ("Rd", "Bytes read from it"),
    ];

    internal static void Append(Request request, StringBuilder text, bool isAuto)
    {
        var settings = request.ForServer<ProxyServerSettings>();
        var mode = settings.Status ?? ProxyStatusMode.Off;
        if (mode == ProxyStatusMode.Off || settings.Balancers.Count == 0)
            return;
        for (var i = 0; i < settings.Balancers.Count; i++)
        {
            settings.Balancers[i].Refresh();
            if (isAuto)
                AppendLines(text, settings.Balancers[i], i);
            else
                AppendTables(text, settings.Balancers[i], mode);
        }
        if (isAuto)
            return;
        text.Append("<hr /><table>\n");
        foreach (var (word, meaning) in Key)
            text.Append("<tr><th>").Append(word).Append("</th><td>").Append(meaning).Append("</td></tr>\n");
        text.Append("</table>");
    }

    private static void AppendTables(StringBuilder text, ProxyBalancer balancer, ProxyStatusMode mode)
    {
        var parameters = balancer.Parameters;
        text.Append("<hr />\n<h1>Proxy LoadBalancer Status for ").Append(HtmlEscape.Escape(balancer.Name))
            .Append("</h1>\n\n\n\n<table border=\"0\"><tr><th>SSes</th><th>Timeout</th><th>Method</th></tr>\n<tr><td>")
            .Append(parameters.Sticky is { } sticky ? HtmlEscape.Escape(sticky) : " - ").Append(CultureInfo.InvariantCulture, $"</td><td>{parameters.Timeout / 1000}</td><td>{parameters.Method}</td>\n")
            .Append("</table>\n\n\n<table border=\"0\"><tr><th>Sch</th><th>Host</th><th>Stat</th><th>Route</th><th>Redir</th><th>F</th><th>Set</th><th>Acc</th><th>Busy</th><th>Wr</th><th>Rd</th></tr>\n");
        foreach (var member in balancer.Members)
        {
            ref var record = ref member.Record;
            var host = mode == ProxyStatusMode.Full && member.Url.Port != 0 ? $"{member.Host}:{member.Port}" : member.Host;
            text.Append("<tr>\n<td>").Append(member.Scheme).Append("</td><td>").Append(HtmlEscape.Escape(host)).Append("</td><td>").Append(WorkerStatusText.Describe(member.Status))
                .Append("</td><td>").Append(HtmlEscape.Escape(ShortText.Read(in record.Route))).Append("</td><td>").Append(HtmlEscape.Escape(ShortText.Read(in record.Redirect)))
                .Append(CultureInfo.InvariantCulture, $"</td><td>{record.LoadFactor / 100.0:F2}</td><td>{record.LoadSet}</td><td>{record.Elected}</td><td>{record.Busy}</td>")
                .Append("<td>").Append(BalancerPage.Size(record.Transferred)).Append("</td><td>").Append(BalancerPage.Size(record.Received)).Append("</td>\n</tr>\n");
        }
        text.Append("</table>\n");
    }

    private static void AppendLines(StringBuilder text, ProxyBalancer balancer, int number)
    {
        text.Append(CultureInfo.InvariantCulture, $"ProxyBalancer[{number}]Name: {balancer.Name}\n");
        for (var i = 0; i < balancer.Members.Length; i++)
        {
            var member = balancer.Members[i];
            ref var record = ref member.Record;
            var prefix = string.Create(CultureInfo.InvariantCulture, $"ProxyBalancer[{number}]Worker[{i}]");
            text.Append(prefix).Append("Name: ").Append(member.Name).Append('\n').Append(prefix).Append("Status: ").Append(WorkerStatusText.Describe(member.Status)).Append('\n')
                .Append(prefix).Append("Elected: ").Append(record.Elected).Append('\n').Append(prefix).Append("Busy: ").Append(record.Busy).Append('\n')
                .Append(prefix).Append("Sent: ").Append(record.Transferred >> 10).Append("K\n").Append(prefix).Append("Rcvd: ").Append(record.Received >> 10).Append("K\n");
        }
    }
}
