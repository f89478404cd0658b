using Trefoil.Modules.Mappers.VhostAlias;
using Xunit;

namespace Trefoil.Modules.Tests.Mappers.VhostAlias;

public sealed class VhostFormatTests
{
    // The examples of the manual, with www.Domain.example.com on port 8080.
    [Theory]
    [InlineData("/www/%0", "/www/www.domain.example.com")]
    [InlineData("/www/%1", "/www/www")]
    [InlineData("/www/%2+", "/www/domain.example.com")]
    [InlineData("/www/%-1", "/www/com")]
    [InlineData("/www/%-2+", "/www/www.domain.example")]
    [InlineData("/www/%2.1/%2.2/%2.3/%2", "/www/d/o/m/domain")]
    [InlineData("/www/%3.-1/%3.-2/%3", "/www/e/l/example")]
    [InlineData("/www/%7.1/%1", "/www/_/www")]
    [InlineData("/www/%1.9", "/www/_")]
    [InlineData("/www/%2.4+", "/www/ain")]
    [InlineData("/www/%p/%%/", "/www/8080/%")]
    public void Expands(string format, string expected)
    {
        Assert.Null(VhostFormat.Check(format));
        Assert.Equal(expected, VhostFormat.Expand(format, "www.Domain.example.com", 8080));
    }

    [Theory]
    [InlineData("/a/%x")]
    [InlineData("/a/%1.x")]
    [InlineData("/a/%")]
    [InlineData("/a/%-")]
    public void Refuses(string format) => Assert.Equal("syntax error in format string", VhostFormat.Check(format));
}
