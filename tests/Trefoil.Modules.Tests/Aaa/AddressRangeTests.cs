using System.Net;
using Trefoil.Configuration.Addresses;

namespace Trefoil.Modules.Tests.Aaa;

public class AddressRangeTests
{
    [Theory]
    [InlineData("1.2.3.400", "The specified IP address is invalid.")]
    [InlineData("10/33", "The specified IP address is invalid.")]
    [InlineData("10.1/8", "The specified IP address is invalid.")]
    [InlineData("1:2:3", "The specified IP address is invalid.")]
    [InlineData("10.0.0.0/255.foo", "The specified network mask is invalid.")]
    [InlineData("1.2.3.4/33", "The specified network mask is invalid.")]
    [InlineData("foo", "")]
    public void Refuses_as_Apache_does(string text, string error)
    {
        Assert.Null(AddressRange.Parse(text, out var actual));
        Assert.Equal(error, actual);
    }

    [Theory]
    [InlineData("10.", "10.255.0.1", true)]
    [InlineData("10.1", "10.2.0.1", false)]
    [InlineData("10.1.2.3/8", "10.9.9.9", true)]
    [InlineData("10.1.0.0/255.255.0.0", "10.1.7.7", true)]
    [InlineData("fe80::/10", "fe80::1", true)]
    [InlineData("fe80::/10", "::1", false)]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1", true)]
    [InlineData("::1", "127.0.0.1", false)]
    public void Contains(string range, string address, bool expected) =>
        Assert.Equal(expected, AddressRange.Parse(range, out _)!.Contains(IPAddress.Parse(address)));
}
