using Trefoil.Configuration.Patterns;

namespace Trefoil.Configuration.Tests.Patterns;

public sealed class FnmatchTests
{
    [Theory]
    [InlineData("*.x", "a.x", FnmatchOptions.None, true)]
    [InlineData("*.x", "a/b.x", FnmatchOptions.None, true)]
    [InlineData("*.x", "a/b.x", FnmatchOptions.PathName, false)]
    [InlineData("*/b?", "a/bc", FnmatchOptions.PathName, true)]
    [InlineData("*", ".x", FnmatchOptions.Period, false)]
    [InlineData("*/*", "a/.x", FnmatchOptions.Period | FnmatchOptions.PathName, false)]
    [InlineData("[a-c]x[!d]", "bxe", FnmatchOptions.None, true)]
    [InlineData("[^a]", "a", FnmatchOptions.None, false)]
    [InlineData("[]]", "]", FnmatchOptions.None, true)]
    [InlineData("[a", "[a", FnmatchOptions.None, true)]
    [InlineData("\\*", "*", FnmatchOptions.None, true)]
    [InlineData("\\*", "x", FnmatchOptions.None, false)]
    [InlineData("A[B-C]", "ab", FnmatchOptions.IgnoreCase, true)]
    [InlineData("", "", FnmatchOptions.None, true)]
    [InlineData("a*b*c", "aXbYbZc", FnmatchOptions.None, true)]
    public void Matches(string pattern, string text, FnmatchOptions options, bool expected) => Assert.Equal(expected, Fnmatch.Matches(pattern, text, options));

    [Theory]
    [InlineData("a*", true)]
    [InlineData("a[b", false)]
    [InlineData("a[b]", true)]
    [InlineData("a\\*", false)]
    public void KnowsGlobs(string text, bool expected) => Assert.Equal(expected, Fnmatch.IsGlob(text));

    [Fact]
    public void ManyStarsEndSoon() => Assert.False(Fnmatch.Matches(string.Concat(Enumerable.Repeat("*a", 200)) + "b", new string('a', 5000)));
}
