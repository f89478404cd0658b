using Trefoil.Io.Files;
using Trefoil.Io.Memory;
using Trefoil.Io.Native;
using Trefoil.Io.Sockets;

namespace Trefoil.Io.Tests.Sockets;

public sealed class ControlChannelTests
{
    [Fact]
    public void MessagesKeepTheirBoundsAndTheEndIsSeen()
    {
        ControlChannel.CreatePair(out var here, out var there);
        here.Send([1, 2]);
        here.Send([3]);
        Span<byte> buffer = stackalloc byte[8];
        Assert.Equal(2, there.Receive(buffer, [], out _));
        Assert.Equal(1, there.Receive(buffer, [], out _));
        Assert.Equal(-Errno.EAGAIN, there.Receive(buffer, [], out _));
        here.Close();
        Assert.Equal(0, there.Receive(buffer, [], out _));
        Assert.Equal(-Errno.EPIPE, there.Send([1]));
        there.Close();
    }

    [Fact]
    public void DescriptorsTravel()
    {
        ControlChannel.CreatePair(out var here, out var there);
        var file = MemoryFile.Create("x", [7, 8, 9]);
        here.Send([1], file);
        FileSystem.Close(file);
        Span<byte> buffer = stackalloc byte[8];
        Span<int> descriptors = stackalloc int[2];
        Assert.Equal(1, there.Receive(buffer, descriptors, out var count));
        Assert.Equal(1, count);
        Assert.Equal([7, 8, 9], MemoryFile.Read(descriptors[0], out _)!);
        FileSystem.Close(descriptors[0]);
        here.Close();
        there.Close();
    }
}
