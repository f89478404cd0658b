using System.Globalization;

namespace Trefoil.Differential.Tests.Scripts;

/// <summary>Compares the access log line that belongs to the latest request of a group.</summary>
internal static class LogComparison
{
    public static string? Difference(RunningServer oracle, RunningServer subject, int count)
    {
        // The line is written after the answer was sent, so it may be a moment late.
        Wait.Until(() => Lines(oracle).Length >= count && Lines(subject).Length >= count, TimeSpan.FromSeconds(3));
        var expected = NormalLine(oracle, count);
        var actual = NormalLine(subject, count);
        return expected == actual ? null : $"Access log differs:\n  expected: {expected}\n  actual:   {actual}";
    }

    private static string NormalLine(RunningServer server, int count) => Lines(server).ElementAtOrDefault(count - 1)?
        .Replace(server.Port.ToString(CultureInfo.InvariantCulture), "@PORT@", StringComparison.Ordinal)
        .Replace(server.RunFolder, "@RUN@", StringComparison.Ordinal) ?? "(no line)";

    private static string[] Lines(RunningServer server) => server.AccessLog.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
