using System.Globalization;

namespace Trefoil.Differential.Tests.Scripts;

/// <summary>Compares the access log line that belongs to the latest request of a group.</summary>
internal static class LogComparison
{
    public static string? Difference(RunningServer oracle, RunningServer subject, RawAnswer expectedAnswer, RawAnswer actualAnswer, int count)
    {
        // The line is written after the answer was sent, so it may be a moment late.
        Wait.Until(() => Lines(oracle).Length >= count && Lines(subject).Length >= count, TimeSpan.FromSeconds(3));
        var expected = NormalLine(oracle, expectedAnswer, count);
        var actual = NormalLine(subject, actualAnswer, count);
        return expected == actual ? null : $"Access log differs:\n  expected: {expected}\n  actual:   {actual}";
    }

    private static string NormalLine(RunningServer server, RawAnswer answer, int count)
    {
        var line = Lines(server).ElementAtOrDefault(count - 1)?
            .Replace(server.Port.ToString(CultureInfo.InvariantCulture), "@PORT@", StringComparison.Ordinal)
            .Replace(server.RunFolder, "@RUN@", StringComparison.Ordinal) ?? "(no line)";

        // The wording of a built-in page is the server's own, and so is its length.
        foreach (var response in ResponseParser.ParseAll(answer.Text, []).Responses.Where(ErrorPageShape.IsBuiltIn))
        {
            line = line.Replace(string.Create(CultureInfo.InvariantCulture, $" {response.Body.Length}"), " (length)", StringComparison.Ordinal);
        }

        return line;
    }

    private static string[] Lines(RunningServer server) => server.AccessLog.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
