using Trefoil.Modules.Mappers.ImageMap;
using Xunit;

namespace Trefoil.Modules.Tests.Mappers.ImageMap;

public sealed class MapAreaTests
{
    [Theory]
    [InlineData("rect x 0,0 10,10", 10, 10, true)]
    [InlineData("rect x 0,0 10,10", 11, 10, false)]
    [InlineData("rect x 0,0", 0, 0, false)]
    [InlineData("circle x 20,20 20,25", 23, 24, true)]
    [InlineData("circle x 20,20 20,25", 24, 24, false)]
    [InlineData("poly x 0,0 10,0 10,10 0,10", 5, 5, true)]
    [InlineData("poly x 0,0 10,0 10,10 0,10", 15, 5, false)]
    [InlineData("poly x 0,0 10,0 5,5 10,10 0,10", 9, 5, false)]
    [InlineData("point x 5,5", 5, 5, false)]
    public void Contains(string line, double x, double y, bool expected) =>
        Assert.Equal(expected, MapArea.Contains(MapLine.Read(line)!, new MapPoint(x, y)));

    [Theory]
    [InlineData("5,6", true)]
    [InlineData("0,0", false)]
    [InlineData("5", false)]
    [InlineData("x5,6", true)]
    [InlineData("5,x", false)]
    [InlineData(null, false)]
    public void ReadsThePointOfTheQuery(string? query, bool expected) => Assert.Equal(expected, MapPoint.Parse(query) is not null);

    [Fact]
    public void ReadsTextAndCorners()
    {
        var line = MapLine.Read("RECT a.html 1,2  3.5 4 \"a text\"")!;
        Assert.Equal("rect", line.Kind);
        Assert.Equal([new MapPoint(1, 2), new MapPoint(3.5, 4)], line.Corners);
        Assert.Equal("a text", line.Text);
        Assert.Null(MapLine.Read("rect"));
    }
}
