using Trefoil.Modules.Generators.Status;

namespace Trefoil.Modules.Tests.Generators.Status;

public sealed class StatusTextTests
{
    // As APR's %g prints them.
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.5, ".5")]
    [InlineData(1.5, "1.5")]
    [InlineData(10, "10")]
    [InlineData(99999, "99999")]
    [InlineData(100000, "1.e+5")]
    [InlineData(120000, "120000")]
    [InlineData(1234567, "1234570")]
    [InlineData(1e9, "1.e+9")]
    [InlineData(123456789012, "1.23457e+11")]
    [InlineData(0.0001, ".0001")]
    [InlineData(0.000012345, "1.2345e-5")]
    [InlineData(2.0 / 3, ".666667")]
    [InlineData(341.3333333, "341.333")]
    public void General_numbers(double value, string expected) => Assert.Equal(expected, NumberText.General(value));

    [Theory]
    [InlineData(99999, "1.e+5")]
    [InlineData(1234567, "1230000")]
    [InlineData(0.0172413, ".0172")]
    public void General_numbers_of_three_digits(double value, string expected) => Assert.Equal(expected, NumberText.General(value, 3));

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, " 1 second")]
    [InlineData(58, " 58 seconds")]
    [InlineData(3660, " 1 hour 1 minute")]
    [InlineData(2 * 86400 + 2, " 2 days 2 seconds")]
    public void Uptime(long seconds, string expected) => Assert.Equal(expected, ClockText.Uptime(seconds));

    [Fact]
    public void Local_time() =>
        Assert.Equal("Wednesday, 25-Nov-2026 16:10:36 UTC", ClockText.Local(new DateTimeOffset(2026, 11, 25, 16, 10, 36, TimeSpan.Zero), TimeZoneInfo.Utc));

    [Theory]
    [InlineData(896, "896 B")]
    [InlineData(5119, "5119 B")]
    [InlineData(5120, "5.0 kB")]
    [InlineData(524288, "0.5 MB")]
    [InlineData(536870912, "0.5 GB")]
    public void Byte_units(long bytes, string expected) => Assert.Equal(expected, ByteText.Of(bytes));

    [Theory]
    [InlineData(1023, "1023 kB")]
    [InlineData(1536, "1.5 MB")]
    [InlineData(1048576, "1.0 GB")]
    public void Totals_in_kilobytes(long kilobytes, string expected) => Assert.Equal(expected, ByteText.OfKilobytes(kilobytes));

    [Theory]
    [InlineData("GET /<x>?a&\"\\ HTTP/1.1", "GET /&lt;x&gt;?a&amp;\\&quot;\\\\ HTTP/1.1")]
    [InlineData("GET http://u:secret@h/ HTTP/1.1", "GET http://u@h/ HTTP/1.1")]
    [InlineData("GET http://h:80/ HTTP/1.1", "GET http://h:80/ HTTP/1.1")]
    [InlineData("GET http://u:secr", "GET http://u")]
    public void Request_lines(string line, string expected) => Assert.Equal(expected, WorkerText.Request(line));

    [Theory]
    [InlineData(null, null, true, false)]
    [InlineData("refresh=7", "7", true, false)]
    [InlineData("refresh=0&auto", "10", true, true)]
    [InlineData("notable&refresh", "10", false, false)]
    public void Queries(string? query, string? refresh, bool withTable, bool isAuto) =>
        Assert.Equal(new StatusQuery(refresh, withTable, isAuto), StatusQuery.Read(query));
}
