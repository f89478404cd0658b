using Trefoil.Modules.Mappers.Speling;
using Xunit;

namespace Trefoil.Modules.Tests.Mappers.Speling;

public sealed class SpellingCandidatesTests
{
    [Theory]
    [InlineData("raedme", "readme", "Transposed")]
    [InlineData("reame", "readme", "CharacterMissing")]
    [InlineData("rreadme", "readme", "ExtraCharacter")]
    [InlineData("readmx", "readme", "MistypedCharacter")]
    [InlineData("README", "readme", "Identical")]
    [InlineData("redmx", "readme", null)]
    [InlineData("", "a", "CharacterMissing")]
    [InlineData("a", "", "ExtraCharacter")]
    [InlineData("ab", "cd", null)]
    public void NamesTheOneMistake(string wanted, string name, string? expected) =>
        Assert.Equal(expected, SpellingCandidates.Compare(wanted, name)?.ToString());

    [Fact]
    public void PutsTheNearestFirst()
    {
        var found = SpellingCandidates.Find(["x.gif", "readme.txt", "Readme", "raedme"], "readme", new SpelingSettings());
        Assert.Equal(["Readme", "raedme", "readme.txt"], found.Select(candidate => candidate.Name));
    }

    [Fact]
    public void CaseOnlyLeavesTheRestOut()
    {
        var found = SpellingCandidates.Find(["Readme", "raedme", "readme.txt"], "readme", new SpelingSettings { ComparesCaseOnly = true });
        Assert.Equal(["Readme", "readme.txt"], found.Select(candidate => candidate.Name));
    }
}
