using Trefoil.Http.Messages;

namespace Trefoil.Http.Tests.Messages;

public sealed class HttpDateTests
{
    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Sun Nov  6 08:49:37 1994")]
    public void The_three_forms_are_read(string text) => Assert.Equal(784111777_000_000, HttpDate.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Sun, 31 Feb 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994")]
    public void Anything_else_is_no_date(string text) => Assert.Null(HttpDate.Parse(text));

    [Fact]
    public void Dates_are_written_as_IMF_fixdate() => Assert.Equal("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate.Format(784111777_999_999));
}
