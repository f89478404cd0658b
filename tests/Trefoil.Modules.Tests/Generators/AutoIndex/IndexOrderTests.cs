using Trefoil.Modules.Generators.AutoIndex;
using Xunit;

namespace Trefoil.Modules.Tests.Generators.AutoIndex;

public sealed class IndexOrderTests
{
    // Sizes as the real server shows them.
    [Theory]
    [InlineData(-1, "  - ")]
    [InlineData(0, "  0 ")]
    [InlineData(5, "  5 ")]
    [InlineData(972, "972 ")]
    [InlineData(973, "1.0K")]
    [InlineData(2000, "2.0K")]
    [InlineData(12345, " 12K")]
    [InlineData(1500000, "1.4M")]
    public void Shows_sizes(long size, string expected) => Assert.Equal(expected, SizeText.Of(size));

    [Theory]
    [InlineData("foo-1.9", "foo-1.10", -1)]
    [InlineData("foo-1.09", "foo-1.1", -1)]
    [InlineData("a", "a", 0)]
    [InlineData("b2", "b10", -1)]
    [InlineData("é.txt", ".hid", -1)]
    public void Sorts_versions(string a, string b, int sign)
    {
        Assert.Equal(sign, Math.Sign(NaturalOrder.Compare(a, b, ignoreCase: false)));
        Assert.Equal(-sign, Math.Sign(NaturalOrder.Compare(b, a, ignoreCase: false)));
    }

    [Fact]
    public void Keeps_the_parent_first_and_breaks_ties_by_name()
    {
        var query = IndexQuery.Read(new AutoIndexSettings(), "C=S;O=D");
        List<IndexEntry> entries =
        [
            new() { Name = ".hid", Size = 1 }, new() { Name = "é.txt", Size = 1 }, new() { Name = "big", Size = 9 }, new() { Name = "/ix/", IsParent = true },
        ];
        entries.Sort(new IndexOrder(query));
        Assert.Equal(["/ix/", "big", "é.txt", ".hid"], entries.Select(static e => e.Name));
    }

    [Fact]
    public void Reads_the_query_until_something_strange()
    {
        var query = IndexQuery.Read(new AutoIndexSettings(), "F=1;P=a*;X=1;C=S");
        Assert.Equal(";F=1;P=a*", query.LinkArguments);
        Assert.Equal("a*", query.Pattern);
        Assert.Equal(IndexColumn.Name, query.Column);
        Assert.Equal(IndexOption.FancyIndexing, query.Options);
    }

    [Fact]
    public void Ignores_the_client_when_told_so()
    {
        var query = IndexQuery.Read(new AutoIndexSettings { Options = IndexOption.IgnoreClient }, "C=S;O=D");
        Assert.Equal(IndexColumn.Name, query.Column);
        Assert.True(query.HasStaticColumns);
    }

    [Fact]
    public void Plain_names_fit_the_end_of_a_path()
    {
        List<IndexRule> rules = [IndexRule.Make(IndexRuleKind.ByPath, "README", null, "r"), IndexRule.Make(IndexRuleKind.ByType, "text/*", null, "t"), IndexRule.Make(IndexRuleKind.ByEncoding, "gzip", null, "g")];
        Assert.Equal("r", IndexRule.Find(rules, "/d/README", "text/plain", null, pathOnly: false));
        Assert.Equal("t", IndexRule.Find(rules, "/d/README.txt", "TEXT/plain", null, pathOnly: false));
        Assert.Equal("g", IndexRule.Find(rules, "/d/a.txt.gz", "text/plain", "gzip", pathOnly: false));
        Assert.Null(IndexRule.Find(rules, "/d/a.txt", "text/plain", null, pathOnly: true));
    }

    [Fact]
    public void Finds_titles() => Assert.Equal("A B", IndexEntries.TitleIn("<html><TITLE>A\nB</TITLE>"));
}
