using System.Net;
using Trefoil.Configuration;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;

namespace Trefoil.Http.Tests.VirtualHosts;

public sealed class VirtualHostTests : IDisposable
{
    private readonly TestServer _server = new();
    private readonly ServerConfig _first;
    private readonly ServerConfig _second;

    public VirtualHostTests()
    {
        _first = Host("first.example", null);
        _second = Host("second.example", null);
        _second.WildcardAliases.Add("*.wild.example");
    }

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("second.example", 2)]
    [InlineData("SECOND.example:80", 2)]
    [InlineData("second.example.", 2)]
    [InlineData("a.wild.example", 2)]
    [InlineData("other.example", 1)]
    public async Task The_host_header_chooses(string host, int number)
    {
        var response = await _server.GetAsync("/", ("Host", host));
        Assert.Same(number == 1 ? _first : _second, response.Request.Server);
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("a/b")]
    [InlineData("12345")]
    [InlineData("a:b")]
    [InlineData("[::1")]
    [InlineData("a b")]
    public async Task Malformed_hosts_are_400(string host) => Assert.Equal(400, (await _server.GetAsync("/", ("Host", host))).Status);

    [Fact]
    public async Task A_strict_check_refuses_unknown_names()
    {
        _first.Settings.GetOrCreate<CoreServerSettings>().StrictHostCheckGiven = true;
        Assert.Equal(400, (await _server.GetAsync("/", ("Host", "other.example"))).Status);
    }

    private ServerConfig Host(string name, IPAddress? address)
    {
        var host = new ServerConfig(_server.Context.MainServer, new SourceLocation("test.conf", 2)) { ServerName = name };
        host.Addresses.Add(new VirtualHostAddress(address, 80, "*:80"));
        _server.Context.Hosts.Add(host);
        return host;
    }
}
