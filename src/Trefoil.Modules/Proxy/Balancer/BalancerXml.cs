using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>The manager's report for programs.</summary>
internal static class BalancerXml
{
    internal static string Make(ProxyServerSettings settings)
    {
        var text = new StringBuilder("<?xml version='1.0' encoding='UTF-8' ?>\n<httpd:manager xmlns:httpd='http://httpd.apache.org'>\n  <httpd:balancers>\n");
        foreach (var balancer in settings.Balancers)
            Append(text, balancer);
        return text.Append("  </httpd:balancers>\n</httpd:manager>").ToString();
    }

    private static void Append(StringBuilder text, ProxyBalancer balancer)
    {
        var parameters = balancer.Parameters;
        text.Append("    <httpd:balancer>\n");
        Field(text, 6, "name", balancer.Name);
        Field(text, 6, "nonce", parameters.Nonce ?? "");
        if (parameters.Sticky is { } sticky)
        {
            Field(text, 6, "stickysession", sticky);
            Field(text, 6, "nofailover", parameters.ForcesSticky ? "On" : "Off");
        }
        text.Append(CultureInfo.InvariantCulture, $"      <httpd:timeout>{parameters.Timeout / 1000}</httpd:timeout>");
        Field(text, 6, "maxattempts", Number(parameters.MaxAttempts ?? Math.Max(balancer.Members.Length - 1, 0)));
        Field(text, 6, "lbmethod", parameters.Method);
        if (parameters.Sticky is not null)
            Field(text, 6, "scolonpathdelim", parameters.TakesSemicolonPath ? "On" : "Off");
        text.Append("      <httpd:workers>\n");
        foreach (var member in balancer.Members)
            Append(text, member);
        text.Append("      </httpd:workers>\n    </httpd:balancer>\n");
    }

    private static void Append(StringBuilder text, ProxyWorker worker)
    {
        ref var record = ref worker.Record;
        var factor = string.Create(CultureInfo.InvariantCulture, $"{record.LoadFactor / 100.0:F2}");
        text.Append("        <httpd:worker>\n");
        Field(text, 10, "name", worker.Name);
        Field(text, 10, "scheme", worker.Scheme);
        Field(text, 10, "hostname", worker.Host);
        Field(text, 10, "loadfactor", factor);
        Field(text, 10, "port", Number(worker.Port));
        Field(text, 10, "min", Number(worker.Parameters.Min));
        Field(text, 10, "smax", Number(Math.Max(worker.Parameters.SoftMax, 0)));
        Field(text, 10, "max", Number(worker.Parameters.Max));
        Field(text, 10, "ttl", Number(worker.Parameters.TimeToLive / 1000));
        Field(text, 10, "status", WorkerStatusText.Describe(worker.Status));
        Field(text, 10, "retries", Number(record.Retries));
        Field(text, 10, "lbstatus", Number(record.LoadStatus));
        Field(text, 10, "loadfactor", factor);
        Field(text, 10, "transferred", Number(record.Transferred));
        Field(text, 10, "read", Number(record.Received));
        Field(text, 10, "elected", Number(record.Elected));
        Field(text, 10, "route", ShortText.Read(in record.Route));
        Field(text, 10, "redirect", ShortText.Read(in record.Redirect));
        Field(text, 10, "busy", Number(record.Busy));
        Field(text, 10, "lbset", Number(record.LoadSet));
        text.Append("        </httpd:worker>\n");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Field(StringBuilder text, int indent, string name, string value)
    {
        text.Append(' ', indent).Append("<httpd:").Append(name).Append('>').Append(HtmlEscape.Escape(value)).Append("</httpd:").Append(name).Append(">\n");
    }
}
