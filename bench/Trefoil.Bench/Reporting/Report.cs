using System.Globalization;
using System.Text;

namespace Trefoil.Bench.Reporting;

/// <summary>Writes the results as text and as a page with bars.</summary>
internal static class Report
{
    internal static void Write(ResultTable results, string folder)
    {
        Directory.CreateDirectory(folder);
        var text = new StringBuilder();
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Trefoil bench</title>\n<style>body{font:14px sans-serif;margin:2em}td,th{padding:2px 8px;text-align:right}td:first-child{text-align:left}rect{fill:#889}rect.own{fill:#396}</style></head><body>\n<h1>Trefoil beside its peers</h1>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores. CPU time of all the server's processes for each request, in microseconds; shorter is better.</p>\n");
        foreach (var scenario in results.Scenarios)
        {
            text.AppendLine(scenario);
            foreach (var line in results.Lines(scenario))
                text.AppendLine("  " + line);
            page.Append(CultureInfo.InvariantCulture, $"<h2>{scenario}</h2>\n");
            AppendPlot(page, [.. results.Rows(scenario)]);
        }
        page.Append("</body></html>\n");
        var name = DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(folder, name + ".txt"), text.ToString());
        File.WriteAllText(Path.Combine(folder, name + ".html"), page.ToString());
        Console.WriteLine($"written: {Path.Combine(folder, name)}.txt and .html");
    }

    private static void AppendPlot(StringBuilder page, List<ResultRow> rows)
    {
        const int RowHeight = 22, LabelWidth = 130, PlotWidth = 480;
        var longest = rows.Max(static row => row.Cpu);
        page.Append(CultureInfo.InvariantCulture, $"<svg width=\"760\" height=\"{rows.Count * RowHeight}\">\n");
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var own = row.Server.StartsWith("trefoil", StringComparison.Ordinal) ? " class=\"own\"" : "";
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{i * RowHeight + 15}\">{row.Server}</text><rect{own} x=\"{LabelWidth}\" y=\"{i * RowHeight + 3}\" height=\"15\" width=\"{row.Cpu / longest * PlotWidth:F0}\"/>");
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth + row.Cpu / longest * PlotWidth + 6:F0}\" y=\"{i * RowHeight + 15}\">{row.Cpu:F2} &#181;s, {row.Rate:F0}/s</text>\n");
        }
        page.Append("</svg>\n");
    }
}
