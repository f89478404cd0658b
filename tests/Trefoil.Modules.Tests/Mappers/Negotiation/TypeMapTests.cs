using Trefoil.Modules.Mappers.Negotiation;
using Xunit;

namespace Trefoil.Modules.Tests.Mappers.Negotiation;

public sealed class TypeMapTests
{
    [Fact]
    public void ReadsRecords()
    {
        var variants = new TypeMap("# a map\nURI: page\n\nURI: a.html\nContent-type: text/html;\n qs=0.8\nContent-Language: en, de (both)\n\nURI: b.gz\nContent-Encoding: gzip\n", "/m.var").Read();
        Assert.Equal(["a.html", "b.gz"], variants.ConvertAll(variant => variant.FileName));
        Assert.Equal("text/html", variants[0].Type);
        Assert.Equal(0.8f, variants[0].SourceQuality);
        Assert.Equal(["en", "de"], variants[0].Languages);
        Assert.Equal("gzip", variants[1].Encoding);
    }

    [Fact]
    public void FindsBodies()
    {
        const string text = "Content-Language: en\nBody:--x\none\ntwo\n--x\n\nContent-Language: de\nBody:--x\neins\n--x\n";
        var variants = new TypeMap(text, "/dir/m.var").Read();
        Assert.Equal(2, variants.Count);
        Assert.Equal("m.var", variants[0].FileName);
        Assert.Equal("one\ntwo\n", text.Substring(variants[0].BodyOffset, (int)variants[0].Length("")));
        Assert.Equal("eins\n", text.Substring(variants[1].BodyOffset, (int)variants[1].Length("")));
    }

    [Theory]
    [InlineData("nonsense\n", 681)]
    [InlineData("URI:\n", 682)]
    public void RefusesBrokenMaps(string text, int code)
    {
        var map = new TypeMap(text, "/m.var");
        Assert.Empty(map.Read());
        Assert.True(map.IsBroken);
        Assert.Equal(code, map.Error?.Code);
    }

    [Theory]
    [InlineData("page", true)]
    [InlineData("page.en", true)]
    [InlineData("other", false)]
    public void FitsByParts(string name, bool fits) => Assert.Equal(fits, MultiViews.Fits(name, ["page"]));
}
