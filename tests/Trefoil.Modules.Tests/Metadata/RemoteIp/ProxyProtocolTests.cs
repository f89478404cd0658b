using System.Text;
using Trefoil.Http;
using Trefoil.Modules.Metadata.RemoteIp;

namespace Trefoil.Modules.Tests.Metadata.RemoteIp;

public class ProxyProtocolTests
{
    [Theory]
    [InlineData("PROXY TCP4 192.0.2.1 192.0.2.2 4711 80\r\nGET /", PreambleResult.Complete, "192.0.2.1:4711")]
    [InlineData("PROXY TCP6 2001:db8::1 2001:db8::2 4711 80\r\n", PreambleResult.Complete, "[2001:db8::1]:4711")]
    [InlineData("PROXY UNKNOWN\r\n", PreambleResult.Complete, null)]
    [InlineData("PRO", PreambleResult.NeedMore, null)]
    [InlineData("PROXY TCP4 192.0.2.1", PreambleResult.NeedMore, null)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", PreambleResult.Refused, null)]
    [InlineData("PROXY TCP4 2001:db8::1 192.0.2.2 4711 80\r\n", PreambleResult.Refused, null)]
    public void Reads_text(string text, PreambleResult result, string? client)
    {
        Assert.Equal(result, ProxyProtocol.Read(Encoding.Latin1.GetBytes(text), out var consumed, out var address));
        Assert.Equal(client, address?.ToString());
        if (result == PreambleResult.Complete)
            Assert.Equal(text.IndexOf('\n') + 1, consumed);
    }

    [Fact]
    public void Reads_binary_and_waits_for_all_of_it()
    {
        byte[] header = [.. "\r\n\r\n\0\r\nQUIT\n"u8, 0x21, 0x11, 0, 12, 192, 0, 2, 1, 192, 0, 2, 2, 0x12, 0x67, 0, 80];
        for (var length = 0; length < header.Length; length++)
            Assert.Equal(PreambleResult.NeedMore, ProxyProtocol.Read(header.AsSpan(0, length), out _, out _));
        Assert.Equal(PreambleResult.Complete, ProxyProtocol.Read(header, out var consumed, out var client));
        Assert.Equal(header.Length, consumed);
        Assert.Equal("192.0.2.1:4711", client!.ToString());
    }
}
