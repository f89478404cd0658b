using Trefoil.Io.Logs;

namespace Trefoil.Io.Tests.Logs;

public sealed class SyslogDestinationTests
{
    [Theory]
    [InlineData("syslog", 23 << 3, null)]
    [InlineData("syslog:user", 1 << 3, null)]
    [InlineData("syslog:LOCAL3:web", 19 << 3, "web")]
    [InlineData("syslog::web", 23 << 3, "web")]
    public void Facility_and_tag_are_optional(string text, int facility, string? tag)
    {
        Assert.True(SyslogDestination.TryParse(text, out var destination));
        Assert.Equal(new SyslogDestination(facility, tag), destination);
    }

    [Fact]
    public void An_unknown_facility_is_refused() => Assert.False(SyslogDestination.TryParse("syslog:nosuch", out _));

    [Theory]
    [InlineData("syslog", true)]
    [InlineData("syslog:daemon", true)]
    [InlineData("syslogs/error", false)]
    [InlineData("logs/syslog", false)]
    public void Files_are_told_from_syslog(string text, bool isSyslog) => Assert.Equal(isSyslog, SyslogDestination.IsSyslog(text));
}
