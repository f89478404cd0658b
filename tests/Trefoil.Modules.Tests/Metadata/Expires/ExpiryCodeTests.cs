using Trefoil.Modules.Metadata.Expires;

namespace Trefoil.Modules.Tests.Metadata.Expires;

public class ExpiryCodeTests
{
    [Theory]
    [InlineData("A10", false, 10)]
    [InlineData("M10x", true, 10)]
    [InlineData("A", false, 0)]
    [InlineData("Access Plus 1 Years", false, 0)]
    [InlineData("access plus 1 month", false, 2592000)]
    [InlineData("access 1 month 2 days", false, 2764800)]
    [InlineData("mod plus 1 year", true, 31536000)]
    [InlineData("acc 1 s", false, 1)]
    [InlineData("access plus", false, 0)]
    internal void Reads_what_Apache_reads(string text, bool fromModification, int seconds) =>
        Assert.Equal(new ExpiryCode(fromModification, seconds), ExpiryCode.Parse(text, out _));

    [Theory]
    [InlineData("foo", "bad expires code, unrecognised <base> 'foo'")]
    [InlineData("access plus 1", "bad expires code, missing <type>")]
    [InlineData("access plus 1 foo", "bad expires code, unrecognised <type>'foo'")]
    [InlineData("access plus foo month", "bad expires code, numeric value expected <num> 'foo'")]
    [InlineData("access plus 1 month 3", "bad expires code, missing <type>")]
    public void Refuses_as_Apache_does(string text, string error)
    {
        Assert.Null(ExpiryCode.Parse(text, out var actual));
        Assert.Equal(error, actual);
    }
}
