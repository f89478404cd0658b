using System.Net.Sockets;
using Trefoil.Io.Reactors;

namespace Trefoil.Io.Tests.Reactors;

public sealed class ReactorTests
{
    [Fact]
    public void EchoesOnManyConnections()
    {
        using var server = new LoopbackReactor(new EchoHandler());
        var clients = Enumerable.Range(0, 50).Select(_ => server.Connect()).ToList();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < clients.Count; i++)
                clients[i].Send([(byte)'x', (byte)i, (byte)round]);
            for (var i = 0; i < clients.Count; i++)
                Assert.Equal([(byte)'x', (byte)i, (byte)round], Receive(clients[i], 3));
        }
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public void ASlowReaderGetsEverything()
    {
        using var server = new LoopbackReactor(new EchoHandler());
        using var client = server.Connect();
        var sent = new byte[4 << 20];
        new Random(1).NextBytes(sent);
        sent.AsSpan().Replace((byte)'q', (byte)'x');
        sent.AsSpan().Replace((byte)'b', (byte)'x');
        var sender = new Thread(() => client.Send(sent));
        sender.Start();
        Assert.Equal(sent, Receive(client, sent.Length));
        sender.Join();
    }

    [Fact]
    public void AGracefulCloseLosesNothing()
    {
        using var server = new LoopbackReactor(new EchoHandler());
        using var client = server.Connect();
        client.Send("q"u8);
        Assert.Equal("q"u8.ToArray(), Receive(client, 1));
        Assert.Equal(0, client.Receive(new byte[1]));
        client.Send("more, which is drained"u8);
        client.Shutdown(SocketShutdown.Send);
        Until(() => server.Reactor.Connections == 0);
    }

    [Fact]
    public void AParkedConnectionIsClosedAtItsTimeout()
    {
        using var server = new LoopbackReactor(new EchoHandler { ParkMilliseconds = 200 });
        using var client = server.Connect();
        client.Send("x"u8);
        Assert.Equal("x"u8.ToArray(), Receive(client, 1));
        Assert.Equal(0, client.Receive(new byte[1]));
    }

    [Fact]
    public void PostedWorkRunsOnTheLeader()
    {
        using var server = new LoopbackReactor(new EchoHandler());
        using var done = new ManualResetEventSlim();
        server.Reactor.Post(done.Set);
        Assert.True(done.Wait(20_000));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LeadershipPassesWhenTheLeaderBlocks(bool announced)
    {
        var handler = new EchoHandler { AnnouncesBlocking = announced };
        using var server = new LoopbackReactor(handler, turn: false);
        var crew = new ReactorCrew(server.Reactor, 2, "crew");
        crew.Start();
        using var slow = server.Connect();
        using var fast = server.Connect();
        slow.Send("b"u8);
        Assert.True(handler.Blocked.Wait(20_000));
        fast.Send("x"u8);
        Assert.Equal("x"u8.ToArray(), Receive(fast, 1));
        handler.Release.Set();
        Assert.Equal("b"u8.ToArray(), Receive(slow, 1));
        crew.Stop();
        Assert.True(crew.Join(20_000));
    }

    private static byte[] Receive(Socket socket, int count)
    {
        var data = new byte[count];
        for (var at = 0; at < count;)
        {
            var got = socket.Receive(data, at, count - at, SocketFlags.None);
            Assert.NotEqual(0, got);
            at += got;
        }
        return data;
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, 20_000));
}
