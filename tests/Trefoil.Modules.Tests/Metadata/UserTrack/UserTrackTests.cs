using Trefoil.Modules.Metadata.UniqueId;
using Trefoil.Modules.Metadata.UserTrack;
using Xunit;

namespace Trefoil.Modules.Tests.Metadata.UserTrack;

public sealed class UserTrackTests
{
    [Theory]
    [InlineData("86400", 86400)]
    [InlineData("2 weeks", 1209600)]
    [InlineData("plus 1 day 3 hours", 97200)]
    public void Reads_periods(string text, int seconds)
    {
        Assert.True(UserTrackDirectives.TryReadPeriod(text, out var read, out _));
        Assert.Equal(seconds, read);
    }

    [Theory]
    [InlineData("x", "bad expires code, numeric value expected.")]
    [InlineData("3 ", "bad expires code, missing <type>")]
    [InlineData("3 moons", "bad expires code, unrecognized type")]
    public void Refuses_periods(string text, string expected)
    {
        Assert.False(UserTrackDirectives.TryReadPeriod(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("Apache=1.2", "1.2")]
    [InlineData("a=b; Apache=1.2; c=d", "1.2")]
    [InlineData("NotApache=1.2", null)]
    [InlineData("Apache=", null)]
    [InlineData(null, null)]
    public void Finds_cookies(string? header, string? expected) => Assert.Equal(expected, UserTrackModule.Find(header, "Apache"));

    [Fact]
    public void Unique_ids_have_27_characters_and_differ()
    {
        var first = UniqueIds.Next(1_700_000_000_000_000);
        var second = UniqueIds.Next(1_700_000_000_000_000);
        Assert.Equal(27, first.Length);
        Assert.NotEqual(first, second);
        Assert.Equal("AQID", UniqueIds.Encode([1, 2, 3]));
    }
}
