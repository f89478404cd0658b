using System.Globalization;
using Trefoil.Bench.Measuring;

namespace Trefoil.Bench.Reporting;

/// <summary>One round of one server.</summary>
internal sealed record Measurement(WrkResult Load, Usage Before, Usage After, double StartMilliseconds, double IdleBytes)
{
    internal double RequestsPerSecond => Load.Requests / Load.Seconds;

    internal double CpuPerRequest => (After.CpuMicroseconds - Before.CpuMicroseconds) / (double)Math.Max(Load.Requests, 1);

    internal double SwitchesPerRequest => (After.Switches - Before.Switches) / (double)Math.Max(Load.Requests, 1);
}

/// <summary>All rounds; figures are medians over the rounds of a scenario and server.</summary>
internal sealed class ResultTable
{
    private readonly Dictionary<(string Scenario, string Server), List<Measurement>> _rounds = [];

    internal IEnumerable<string> Scenarios => _rounds.Keys.Select(static key => key.Scenario).Distinct();

    internal void Add(string scenario, string server, Measurement measurement)
    {
        if (!_rounds.TryGetValue((scenario, server), out var list))
            _rounds.Add((scenario, server), list = []);
        list.Add(measurement);
    }

    internal IEnumerable<ResultRow> Rows(string scenario) => _rounds
        .Where(entry => entry.Key.Scenario == scenario)
        .Select(entry => new ResultRow(
            entry.Key.Server,
            Median(entry.Value, static m => m.RequestsPerSecond),
            Median(entry.Value, static m => m.CpuPerRequest),
            Median(entry.Value, static m => m.SwitchesPerRequest),
            Median(entry.Value, static m => m.Load.P50),
            Median(entry.Value, static m => m.Load.P99),
            Median(entry.Value, static m => m.Load.P999),
            entry.Value.Sum(static m => m.Load.Errors),
            Median(entry.Value, static m => m.After.PssKilobytes),
            entry.Value[0].StartMilliseconds,
            entry.Value[0].IdleBytes));

    /// <summary>The table of one scenario as text; CPU ratios are against the best peer.</summary>
    internal IEnumerable<string> Lines(string scenario)
    {
        var rows = Rows(scenario).ToList();
        var best = rows.Where(static row => !row.Server.StartsWith("trefoil", StringComparison.Ordinal)).Select(static row => row.Cpu).DefaultIfEmpty(double.NaN).Min();
        yield return $"{"server",-16} {"req/s",10} {"cpu us",8} {"ratio",6} {"switch",7} {"p50 us",8} {"p99 us",8} {"p99.9",8} {"errors",6} {"PSS MB",7} {"start",7} {"idle B",7}";
        foreach (var row in rows)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Server,-16} {row.Rate,10:F0} {row.Cpu,8:F2} {row.Cpu / best,6:F2} {row.Switches,7:F3} {row.P50,8:F0} {row.P99,8:F0} {row.P999,8:F0} {row.Errors,6} {row.PssKilobytes / 1024,7:F1} {row.StartMilliseconds,7:F0} {row.IdleBytes,7:F0}");
        }
    }

    private static double Median(List<Measurement> rounds, Func<Measurement, double> figure)
    {
        var values = rounds.Select(figure).Order().ToList();
        return values[values.Count / 2];
    }
}

/// <summary>One line of the report.</summary>
internal sealed record ResultRow(
    string Server, double Rate, double Cpu, double Switches, double P50, double P99, double P999, long Errors, double PssKilobytes, double StartMilliseconds, double IdleBytes);
