using System.Text;
using Trefoil.Modules.Loggers.LogConfig;
using Xunit;

namespace Trefoil.Modules.Tests.Loggers.LogConfig;

public sealed class LogFormatParserTests
{
    private static readonly LogItemRegistry Registry = new([]);

    // Messages of the real server for the same texts.
    [Theory]
    [InlineData("%Y", "Unrecognized LogFormat directive %Y")]
    [InlineData("%{foo", "Ran off end of LogFormat parsing args to some directive")]
    [InlineData("%9", "Ran off end of LogFormat parsing args to some directive")]
    [InlineData("%", "Ran off end of LogFormat parsing args to some directive")]
    public void Refuses(string format, string expected)
    {
        Assert.Null(LogFormatParser.Parse(format, Registry, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"")]
    [InlineData("%!200,304{X}i%400,501<s%%%^ti%{x}^to")]
    [InlineData("%{%Y-%m-%d}t%{begin:msec_frac}t%{end:usec}t%{ms}T%{remote}p%{hextid}P%{c}a%X%k%f%q%H%m%U%v%V%L%R%C%e%n%o%A%B%D")]
    public void Accepts(string format) => Assert.NotNull(LogFormatParser.Parse(format, Registry, out _));

    [Fact]
    public void Escapes_what_could_forge_a_line()
    {
        var line = LogLineWriter.Rent();
        line.AppendEscaped("a\"b\\c\n\r\t\v\b\u0001é~ ");
        Assert.Equal("a\\\"b\\\\c\\n\\r\\t\\v\\b\\x01\\xe9~ ", Encoding.Latin1.GetString(line.Written));
    }

    [Fact]
    public void Conditions_count_by_the_list_and_its_sign()
    {
        var literal = new LiteralLogItem([]);
        Assert.True(new ConditionalLogItem(literal, [400, 501], isNegated: false).Applies(501));
        Assert.False(new ConditionalLogItem(literal, [400, 501], isNegated: false).Applies(200));
        Assert.False(new ConditionalLogItem(literal, [200, 304], isNegated: true).Applies(304));
        Assert.True(new ConditionalLogItem(literal, [200, 304], isNegated: true).Applies(404));
    }
}
