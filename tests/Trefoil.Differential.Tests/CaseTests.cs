using Trefoil.Differential.Tests.CommandLine;
using Trefoil.Differential.Tests.Scripts;

namespace Trefoil.Differential.Tests;

/// <summary>Every request of every case file, sent to the server and to the real Apache: the answers must be equal.</summary>
public sealed class CaseTests
{
    private static readonly Dictionary<string, List<CaseGroup>> Files = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases"), "*.case")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), CaseParser.Read);

    public static TheoryData<string, string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string, string>();
        foreach (var (file, groups) in Files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var group in groups)
            {
                foreach (var mpm in group.Mpms)
                {
                    for (var index = 0; index < group.Requests.Count; index++)
                    {
                        rows.Add(file, $"{group.Number}.{index + 1}", mpm, group.Title + ": " + Printable(group.Requests[index].Title));
                    }
                }
            }
        }

        return rows;
    }

    [OracleTheory]
    [MemberData(nameof(Rows))]
    public void AnswersLikeApache(string file, string number, string mpm, string title)
    {
        var parts = number.Split('.');
        var group = Files[file][int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture) - 1];
        var index = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) - 1;
        var verdict = CaseRun.Verdict(group, mpm, index);
        KnownDifferences.Check($"{file} {number}", verdict is null ? null : $"({mpm}) {title}\n{verdict}");
    }

    [Fact]
    public void EveryKnownDifferenceIsACase()
    {
        var cases = Rows().Select(row => $"{row[0]} {row[1]}").Concat(SyntaxCheckTests.Rows().Select(row => "syntax " + row[0])).ToHashSet();
        Assert.DoesNotContain(KnownDifferences.Names, name => !cases.Contains(name));
    }

    private static string Printable(string text) => string.Concat(text.Select(letter => letter is < ' ' or > '~' ? '?' : letter));
}
