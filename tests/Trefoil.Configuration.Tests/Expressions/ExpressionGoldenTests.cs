using Trefoil.Configuration.Expressions;

namespace Trefoil.Configuration.Tests.Expressions;

/// <summary>Conditions with what Apache 2.4.71 said about them in an If section.</summary>
public sealed class ExpressionGoldenTests
{
    [Fact]
    public void ParsesAndRefusesAsApacheDoes()
    {
        using var server = new TestServer();
        var configuration = server.Accept("");
        var differences = new List<string>();
        foreach (var line in File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "expressions.txt")))
        {
            var (text, expected) = (line.Split('\t')[0], line.Split('\t')[1]);
            ExpressionParser.ParseCondition(text, configuration, out var error);
            if ((error ?? "Syntax OK") != expected)
                differences.Add($"{text}\n  expected {expected}\n  actual   {error}");
        }
        Assert.Empty(differences);
    }
}
