using System.Net;
using System.Net.Sockets;
using Trefoil.Io.Native;
using Trefoil.Io.Sockets;

namespace Trefoil.Io.Tests.Sockets;

public sealed class ListenerTests
{
    [Fact]
    public void AnyIPv6TakesIPv4Too()
    {
        if (!Socket.OSSupportsIPv6)
            return;
        var listener = Listener.Open(IPAddress.IPv6Any, 0, "http", new ListenerOptions(), 0, out _, out _)!;
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, listener.Port);
        Assert.True(client.Connected);
        listener.Close();
    }

    [Fact]
    public void ATakenPortIsToldAtBind()
    {
        var first = Listener.Open(IPAddress.Loopback, 0, "http", new ListenerOptions(), 0, out _, out _)!;
        Assert.Null(Listener.Open(IPAddress.Loopback, first.Port, "http", new ListenerOptions(), 0, out var step, out var error));
        Assert.Equal((ListenStep.Bind, -Errno.EADDRINUSE), (step, error));
        first.Close();
    }

    [Fact]
    public void BucketsShareAnAddress()
    {
        var options = new ListenerOptions { ReusePort = true };
        var first = Listener.Open(IPAddress.Loopback, 0, "http", options, 0, out _, out _)!;
        var second = Listener.Open(IPAddress.Loopback, first.Port, "http", options, 1, out _, out _);
        Assert.Equal(first.Port, second!.Port);
        first.Close();
        second.Close();
    }

    [Fact]
    public void AnInheritedSocketKnowsItsAddress()
    {
        var first = Listener.Open(IPAddress.Loopback, 0, "http", new ListenerOptions(), 0, out _, out _)!;
        var adopted = Listener.Adopt(first.Descriptor, "https")!;
        Assert.Equal((first.Address, first.Port, "https"), (adopted.Address, adopted.Port, adopted.Protocol));
        first.Close();
    }
}
