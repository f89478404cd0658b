using System.Globalization;
using Trefoil.Io.Processes;

namespace Trefoil.Mpm.Tests;

public sealed class UpgradeTests
{
    private const string Threads = "ThreadsPerChild 3\nMinSpareThreads 3\nMaxSpareThreads 9\nMaxRequestWorkers 12\n";

    [Fact]
    public void AnotherProcessTakesOverAndTheOldOneFinishes()
    {
        using var server = new EchoServerProcess("event", Threads);
        using var held = server.Hold();
        server.Configure("event", Threads + "#second\n");
        server.Signal(Signals.USR2);
        // Get throws where a connection is refused or reset.
        server.Until(() => server.Get().StartsWith("second"), "the successor answers");
        server.Until(() => Pid(server) != server.ProcessId, "the pid file is the successor's");
        var successor = Pid(server);
        try
        {
            held.Send([(byte)'x']);
            var answer = EchoServerProcess.Receive(held);
            Assert.StartsWith("first", answer);
            Assert.EndsWith("last", answer);
            Assert.True(server.WaitForEnd().IsSuccess);
            Assert.Equal(successor, Pid(server));
            Assert.StartsWith("second", server.Get());
        }
        finally
        {
            CurrentProcess.Signal(successor, Signals.TERM);
            server.Until(() => server.TryGet() is null, "the successor has ended");
        }
    }

    [Theory]
    [InlineData("ListenBacklog 0\n")]
    [InlineData("#child-fails\n")]
    public void WhereTheNewOneFailsNothingHasHappened(string broken)
    {
        using var server = new EchoServerProcess("event", Threads);
        var before = server.Children();
        server.Configure("event", Threads + broken);
        server.Signal(Signals.USR2);
        server.Until(() => server.Log.Contains("upgrade failed, the server goes on"), "the upgrade fails");
        Assert.StartsWith("first", server.Get());
        Assert.Equal(server.ProcessId, Pid(server));
        server.Until(() => before.SequenceEqual(server.Children()), "only the old children are there");
        server.Configure("event", Threads + "#second\n");
        server.Signal(Signals.USR1);
        server.Until(() => server.Get().StartsWith("second"), "a restart works as before");
    }

    [Fact]
    public void AStopEndsASuccessorThatHasNotTakenOver()
    {
        using var server = new EchoServerProcess("event", Threads);
        server.Signal(Signals.USR2);
        server.Until(() => server.Log.Contains("SIGUSR2"), "the upgrade begins");
        server.Signal(Signals.TERM);
        server.WaitForEnd();
        if (File.Exists(server.PidFile))
        {
            // It was faster: then it is the server now.
            CurrentProcess.Signal(Pid(server), Signals.TERM);
        }
        server.Until(() => server.TryGet() is null, "nobody listens");
    }

    private static int Pid(EchoServerProcess server) => int.Parse(File.ReadAllText(server.PidFile), CultureInfo.InvariantCulture);
}
