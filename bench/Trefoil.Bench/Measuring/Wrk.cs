using System.Diagnostics;
using System.Globalization;
using Trefoil.Bench.Scenarios;

namespace Trefoil.Bench.Measuring;

/// <summary>One run of wrk against a server.</summary>
/// <param name="Requests">Requests answered.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="P50">Median latency, microseconds.</param>
/// <param name="P99">99th percentile, microseconds.</param>
/// <param name="P999">99.9th percentile, microseconds.</param>
/// <param name="Errors">Requests that failed, and statuses that were not expected.</param>
internal readonly record struct WrkResult(long Requests, double Seconds, double P50, double P99, double P999, long Errors);

/// <summary>Drives the load generator.</summary>
internal static class Wrk
{
    internal static WrkResult Run(Scenario scenario, int port, string work, string? entityTag, double seconds)
    {
        var script = Path.Combine(work, "load.lua");
        File.WriteAllText(script, Script(scenario, entityTag));
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            "-t", Math.Min(2, scenario.Connections).ToString(CultureInfo.InvariantCulture), "-c", scenario.Connections.ToString(CultureInfo.InvariantCulture),
            "-d", $"{Math.Max(1, (int)seconds)}s", "--timeout", "10s", "-s", script, $"http://127.0.0.1:{port}{scenario.Path}",
        })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var line = output.Split('\n').FirstOrDefault(static text => text.StartsWith("RESULT ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException("wrk gave no result: " + output);
        var fields = line.Split(' ');
        return new WrkResult(
            long.Parse(fields[1], CultureInfo.InvariantCulture),
            double.Parse(fields[2], CultureInfo.InvariantCulture) / 1e6,
            double.Parse(fields[3], CultureInfo.InvariantCulture),
            double.Parse(fields[4], CultureInfo.InvariantCulture),
            double.Parse(fields[5], CultureInfo.InvariantCulture),
            long.Parse(fields[6], CultureInfo.InvariantCulture));
    }

    private static string Script(Scenario scenario, string? entityTag)
    {
        var fields = "";
        if (scenario.ClosesConnections)
            fields += "wrk.headers[\"Connection\"] = \"close\"\n";
        if (entityTag is not null)
            fields += $"wrk.headers[\"If-None-Match\"] = '{entityTag}'\n";
        var pipeline = scenario.Pipeline == 1 ? "" : $$"""
            local batch
            init = function() local r = {}; for i = 1, {{scenario.Pipeline}} do r[i] = wrk.format() end; batch = table.concat(r) end
            request = function() return batch end

            """;
        return fields + pipeline + """
            done = function(summary, latency, requests)
              local e = summary.errors
              local bad = e.connect + e.read + e.write + e.timeout
              io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency:percentile(99.9), bad))
            end

            """;
    }
}
