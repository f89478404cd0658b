using System.Globalization;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>What the manager's forms change.</summary>
internal static class BalancerChanges
{
    private static readonly (string Name, WorkerStatus Bit)[] Switches =
    [
        ("w_status_I", WorkerStatus.IgnoreErrors), ("w_status_N", WorkerStatus.Draining), ("w_status_D", WorkerStatus.Disabled), ("w_status_H", WorkerStatus.HotStandby),
        ("w_status_R", WorkerStatus.HotSpare), ("w_status_S", WorkerStatus.Stopped), ("w_status_C", WorkerStatus.HealthCheckFailed),
    ];

    internal static void Apply(Request request, ProxyWorker worker, Dictionary<string, string> form)
    {
        Log.Write(request, LogLevel.Debug, "proxy_balancer", 1192, "settings worker params");
        ref var record = ref worker.Record;
        if (form.TryGetValue("w_lf", out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is >= 1 and <= 100)
            record.LoadFactor = (int)(factor * 100);
        if (form.TryGetValue("w_ls", out text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var set) && set <= 99)
            record.LoadSet = set;
        if (form.TryGetValue("w_wr", out text) && text.Length < ShortText.Length)
            ShortText.Write(ref record.Route, text);
        if (form.TryGetValue("w_rr", out text) && text.Length < ShortText.Length)
            ShortText.Write(ref record.Redirect, text);
        foreach (var (name, bit) in Switches)
        {
            if (form.TryGetValue(name, out text))
                WorkerRecord.Change(ref record, text == "1" ? bit : WorkerStatus.None, text == "1" ? WorkerStatus.None : bit);
        }
        if (form.TryGetValue("w_hi", out text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var interval) && interval >= 100)
            record.HealthInterval = interval;
        if (form.TryGetValue("w_hp", out text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var passes) && passes >= 1)
            record.HealthPasses = passes;
        if (form.TryGetValue("w_hf", out text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var fails) && fails >= 1)
            record.HealthFails = fails;
        if (form.TryGetValue("w_hu", out text) && text.Length < ShortText.Length)
            ShortText.Write(ref record.HealthUri, text);
        // A member that was switched back on starts without a past.
        if (worker.IsUsable)
            record.Retries = 0;
    }

    internal static void Apply(Request request, ProxyBalancer balancer, ProxyBalancerModule module, Dictionary<string, string> form)
    {
        Log.Write(request, LogLevel.Debug, "proxy_balancer", 1193, "settings balancer params");
        var parameters = balancer.Parameters;
        if (form.TryGetValue("b_lbm", out var text) && module.Methods.ContainsKey(text))
            parameters.Method = text;
        if (form.TryGetValue("b_tmo", out text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 7200)
            parameters.Timeout = seconds * 1000L;
        if (form.TryGetValue("b_max", out text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var attempts) && attempts <= 99)
            parameters.MaxAttempts = attempts;
        if (form.TryGetValue("b_sforce", out text))
            parameters.ForcesSticky = text == "1";
        if (form.TryGetValue("b_ss", out text))
        {
            if (text == "-")
                (parameters.Sticky, parameters.StickyPath) = (null, "");
            else if (text.Length > 0)
                parameters.Set("stickysession", text);
        }
        balancer.Publish();
        if (form.TryGetValue("b_wyes", out text) && text == "1" && form.TryGetValue("b_nwrkr", out var url) && url.Length > 0 && !balancer.TryGrow(url))
            Log.Write(request, LogLevel.Error, "proxy_balancer", 10163, $"{balancer.Name}: failed to add worker {url}");
    }
}
