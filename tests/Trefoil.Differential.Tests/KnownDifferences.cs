namespace Trefoil.Differential.Tests;

/// <summary>
/// Cases that are known to differ from Apache, each with its reason, from known-differences.txt: "case-file number: reason". They still run. In a long run
/// (TREFOIL_LONG=1) a listed case that has become equal fails, so that the list shrinks and never rots.
/// </summary>
internal static class KnownDifferences
{
    private static readonly Dictionary<string, string> Reasons = Read();

    private static bool IsStrict => Environment.GetEnvironmentVariable("TREFOIL_LONG") == "1";

    /// <summary>Every listed case.</summary>
    internal static IEnumerable<string> Names => Reasons.Keys;

    /// <summary>Fails where a case differs that is not listed.</summary>
    internal static void Check(string name, string? verdict)
    {
        if (!Reasons.ContainsKey(name))
            Assert.True(verdict is null, $"{name}\n{verdict}");
        else if (IsStrict)
            Assert.True(verdict is not null, $"{name} is equal now: take it off known-differences.txt");
    }

    private static Dictionary<string, string> Read()
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "known-differences.txt")))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var colon = line.LastIndexOf(": ", StringComparison.Ordinal);
            Assert.True(colon > 0, $"no reason: {line}");
            reasons.Add(line[..colon], line[(colon + 2)..]);
        }
        return reasons;
    }
}
