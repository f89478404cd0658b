using Trefoil.Http.Messages;
using Trefoil.Modules.Mappers.Negotiation;
using Xunit;

namespace Trefoil.Modules.Tests.Mappers.Negotiation;

public sealed class AcceptItemTests
{
    [Theory]
    [InlineData("", 1f)]
    [InlineData("1", 1f)]
    [InlineData("0", 0f)]
    [InlineData("0.", 0f)]
    [InlineData(".5", 0.5f)]
    [InlineData("0.25", 0.25f)]
    [InlineData("0.1239", 0.123f)]
    [InlineData("x", 1f)]
    public void ReadsQualities(string text, float expected) => Assert.Equal(expected, AcceptItem.ReadQuality(text));

    [Fact]
    public void ReadsMembers()
    {
        var fields = new HeaderTable();
        fields.Add("Accept", "Text/HTML;Q=0.5;level=3 , text/plain; charset=\"UTF-8\"");
        fields.Add("Accept", "image/*");
        var items = AcceptItem.ReadList(fields, "Accept");
        Assert.Equal([new("text/html", 0.5f, 3, ""), new("text/plain", 1, 0, "utf-8"), new("image/*", 1, 0, "")], items);
        Assert.Null(AcceptItem.ReadList(fields, "Accept-Language"));
    }
}
