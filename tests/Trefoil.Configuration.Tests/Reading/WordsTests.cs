using Trefoil.Configuration.Reading;

namespace Trefoil.Configuration.Tests.Reading;

public sealed class WordsTests
{
    [Theory]
    [InlineData("a b", "a|b")]
    [InlineData("  a\t b  ", "a|b")]
    [InlineData("\"a b\" c", "a b|c")]
    [InlineData("'a \"b' c", "a \"b|c")]
    [InlineData("\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d")]
    [InlineData("a\\\\b a\\\"b", "a\\b|a\\\"b")]
    [InlineData("\"a\"b", "a|b")]
    [InlineData("\"unclosed x", "unclosed x")]
    [InlineData("\"\" x", "|x")]
    [InlineData("", "")]
    public void CutsAsApache(string text, string expected) => Assert.Equal(expected, string.Join('|', Words.All(text)));

    [Fact]
    public void QuotedWordsComeBackWhatever()
    {
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            var words = new List<string>();
            for (var n = random.Next(5); n >= 0; n--)
                words.Add(string.Create(random.Next(1, 12), random, static (span, r) => { for (var k = 0; k < span.Length; k++) span[k] = (char)r.Next(1, 256); }));
            var text = string.Join(' ', words.Select(static word => "\"" + word.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\""));
            Assert.Equal(words, Words.All(text));
        }
    }

    [Fact]
    public void LinesJoinAndCountWhateverTheyHold()
    {
        var random = new Random(2);
        for (var i = 0; i < 2000; i++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 8)).Select(_ => (Text: new string((char)random.Next('a', 'z'), random.Next(1, 4)), Goes: random.Next(3) == 0)).ToList();
            var source = LineSource.OfText("f", string.Concat(lines.Select(static line => line.Text + (line.Goes ? "\\\n" : "\n"))));
            var joined = "";
            for (var n = 0; n < lines.Count; n++)
            {
                joined += lines[n].Text;
                if (lines[n].Goes && n < lines.Count - 1)
                    continue;
                Assert.Equal(joined, source.Next());
                Assert.Equal(n + 1, source.Line);
                joined = "";
            }
            Assert.Null(source.Next());
        }
    }

    [Theory]
    [InlineData("/a/../b//c/./d/", "/b/c/d/")]
    [InlineData("/..", "/")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/a.b/..c", "/a.b/..c")]
    public void PathsAreNormalised(string path, string expected) => Assert.Equal(expected, ServerPath.Normalise(path));
}
