using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Modules.Proxy.Uwsgi;

namespace Trefoil.Modules.Tests.Proxy.Uwsgi;

public sealed class UwsgiPacketTests
{
    [Fact]
    public void LengthsAreLittleEndian()
    {
        var variables = new HeaderTable();
        variables.Add("A", new string('x', 300));
        variables.Add("BC", "");
        using var buffer = new ByteBuffer(16);

        Assert.True(UwsgiPacket.TryWrite(buffer, variables));
        Assert.Equal(4 + 4 + 301 + 4 + 2, buffer.Length);
        Assert.Equal(new byte[] { 0, 0x37, 0x01, 0, 1, 0, (byte)'A', 0x2C, 0x01, (byte)'x' }, buffer.Written[..10].ToArray());
        Assert.Equal(new byte[] { (byte)'x', 2, 0, (byte)'B', (byte)'C', 0, 0 }, buffer.Written[^7..].ToArray());
    }

    [Theory]
    [InlineData(65_530, true)]
    [InlineData(65_531, false)]
    [InlineData(70_000, false)]
    public void MoreThanTheLengthCanSayIsRefused(int length, bool fits)
    {
        var variables = new HeaderTable();
        variables.Add("A", new string('x', length));
        using var buffer = new ByteBuffer(16);
        Assert.Equal(fits, UwsgiPacket.TryWrite(buffer, variables));
    }
}
