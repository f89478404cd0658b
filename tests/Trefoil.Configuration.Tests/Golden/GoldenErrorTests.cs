using System.Text;
using System.Text.RegularExpressions;

namespace Trefoil.Configuration.Tests.Golden;

/// <summary>Configurations with what Apache 2.4.71 answered to "apache2 -t": errors and warnings must be the same, help texts apart.</summary>
public sealed partial class GoldenErrorTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    private static readonly Dictionary<string, string> Cases = ReadCases();

    [Theory]
    [MemberData(nameof(Names))]
    public void AnswersAsApacheDoes(string name)
    {
        using var server = new TestServer();
        var sections = Cases[name].Split(">>>\n");
        foreach (var file in sections[0].Split("--- ", StringSplitOptions.RemoveEmptyEntries))
            server.Write(file[..file.IndexOf('\n')], file[(file.IndexOf('\n') + 1)..]);
        var words = name.Split(' ');
        var result = server.Read(After(words, "-D"), After(words, "-C"), After(words, "-c"));

        var answer = new StringBuilder();
        foreach (var record in server.Reports)
            answer.Append($"{record.Level.ToString().ToLowerInvariant()} {record.Module} AH{record.Code:00000}: {record.Message}\n");
        if (result.ErrorText is { } error)
            answer.Append(HintPattern().Replace(error, "")).Append('\n');
        Assert.Equal(Normalise(sections[1]), Normalise(answer.ToString().Replace(server.Root, "@ROOT@")));
    }

    private static string[] After(string[] words, string option) =>
        [.. words.Skip(1).Where((_, i) => words[i] == option).Select(static word => word.Replace('_', ' '))];

    private static string Normalise(string text) => HelpPattern().Replace(text, "$1, HELP").TrimEnd('\n');

    [GeneratedRegex("(takes [a-z0-9-]+(?:, two or three)?(?: or [a-z]+)? arguments?|requires at least [a-z]+ arguments?), .*")]
    private static partial Regex HelpPattern();

    [GeneratedRegex(@"\n\(.* belongs to .*\)$")]
    private static partial Regex HintPattern();

    private static Dictionary<string, string> ReadCases()
    {
        var cases = new Dictionary<string, string>();
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "errors.txt"), Encoding.Latin1);
        foreach (var part in ("\n" + text).Split("\n=== ", StringSplitOptions.RemoveEmptyEntries))
            cases[part[..part.IndexOf('\n')]] = part[(part.IndexOf('\n') + 1)..];
        return cases;
    }
}
