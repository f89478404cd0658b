using System.Net;
using Trefoil.Configuration.Sections;

namespace Trefoil.Configuration.Tests.Sections;

public sealed class SectionTests : IDisposable
{
    private readonly TestServer _server = new();

    [Fact]
    public void DirectoriesAreSortedByDepthAndHostsInherit()
    {
        var configuration = _server.Accept("""
            <Directory /a/b/c>
            </Directory>
            <Directory />
            </Directory>
            <Location /x>
            </Location>
            <VirtualHost *:80>
            <Directory /a/b>
            </Directory>
            <Directory "/a/*">
            </Directory>
            <DirectoryMatch ^/m>
            </DirectoryMatch>
            <Directory ~ ^/n>
            </Directory>
            <Location ~ y>
            </Location>
            </VirtualHost>
            """);
        var host = Assert.Single(configuration.VirtualHosts);
        Assert.Equal(["/", "/a/b/c/"], configuration.MainServer.Directories.Select(static s => s.Pattern));
        Assert.Equal(["/", "/a/b/", "/a/*/", "/a/b/c/"], host.Directories.Select(static s => s.Pattern));
        Assert.Equal([false, false, true, false], host.Directories.Select(static s => s.IsGlob));
        Assert.Equal(["^/m", "^/n"], host.DirectoryMatches.Select(static s => s.Pattern));
        Assert.All(host.DirectoryMatches, static s => Assert.NotNull(s.Regex));
        Assert.Equal([SectionKind.Location, SectionKind.LocationMatch], host.Locations.Select(static s => s.Kind));
    }

    [Fact]
    public void AddressesOfVirtualHosts()
    {
        var configuration = _server.Accept("<VirtualHost *:80 127.0.0.1:81 [::1]:82 _default_:* *:* * 1.2.3.4>\n</VirtualHost>\n");
        Assert.Equal(
            [(null, 80), (IPAddress.Loopback, 81), (IPAddress.IPv6Loopback, 82), (null, 0), (null, 0), (null, 0), (IPAddress.Parse("1.2.3.4"), 0)],
            configuration.VirtualHosts[0].Addresses.Select(static a => (a.Address, a.Port)));
    }

    [Fact]
    public void UnresolvedNamesAreReportedAndLeftOut()
    {
        var configuration = _server.Accept("<VirtualHost no.such.host.invalid:80>\n</VirtualHost>\n");
        Assert.Empty(configuration.VirtualHosts[0].Addresses);
        Assert.Equal(547, Assert.Single(_server.Reports).Code);
    }

    [Theory]
    [InlineData("OneTwo a", "OneTwo a")]
    [InlineData("OneTwo a \"\"", "OneTwo a")]
    [InlineData("OneTwoThree a b c", "OneTwoThree a|b|c")]
    [InlineData("OneThree a", "OneThree a")]
    [InlineData("Each a b", "Each a,Each b")]
    [InlineData("Pairs a b c", "Pairs a|b,Pairs a|c")]
    [InlineData("All a \"b c\"", "All a|b c")]
    [InlineData("Raw a \"b c\"", "Raw a \"b c\"")]
    [InlineData("ExtendedStatus oN", "ExtendedStatus On")]
    [InlineData("None", "None ")]
    public void ArgumentsAreCut(string line, string calls)
    {
        _server.Accept(line + "\n");
        Assert.Equal(calls, string.Join(',', _server.Modules.Seen));
    }

    [Theory]
    [InlineData("OneThree a b", "OneThree takes one or three arguments, HELP")]
    [InlineData("Three a b", "Three takes three arguments, HELP")]
    [InlineData("TwoThree a", "TwoThree takes two or three arguments, HELP")]
    [InlineData("OneTwoThree a b c d", "OneTwoThree takes one, two or three arguments, HELP")]
    [InlineData("None x", "None takes no arguments")]
    [InlineData("Each", "Each requires at least one argument, HELP")]
    public void ArgumentsAreCounted(string line, string error) => Assert.EndsWith("\n" + error, _server.Refuse(line + "\n"));

    public void Dispose() => _server.Dispose();
}
