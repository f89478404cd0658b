using Trefoil.Io.Processes;

namespace Trefoil.Mpm.Tests;

public sealed class ServerTests
{
    private const string Threads = "ThreadsPerChild 3\nMinSpareThreads 3\nMaxSpareThreads 9\nMaxRequestWorkers 12\n";
    private const string Servers = "MinSpareServers 1\nMaxSpareServers 4\n";

    public static TheoryData<string, string> Mpms => new() { { "prefork", Servers }, { "worker", Threads }, { "event", Threads } };

    [Theory, MemberData(nameof(Mpms))]
    public void StartsServesAndStops(string mpm, string extra)
    {
        using var server = new EchoServerProcess(mpm, extra);
        server.Until(() => server.Children().Count == 2, "two children live");
        Assert.True(File.Exists(server.PidFile));
        server.Signal(Signals.TERM);
        Assert.True(server.WaitForEnd().IsSuccess);
        Assert.False(File.Exists(server.PidFile));
        Assert.Contains("caught SIGTERM, shutting down", server.Log);
    }

    [Theory, MemberData(nameof(Mpms))]
    public void GracefulRestartFinishesWhatIsInFlight(string mpm, string extra)
    {
        using var server = new EchoServerProcess(mpm, extra);
        using var held = server.Hold();
        server.Configure(mpm, extra + "#second\n");
        server.Signal(Signals.USR1);
        server.Until(() => server.TryGet()?.StartsWith("second") == true, "the new generation answers");
        server.Until(() => server.Children().Count == 3, "all idle old children have gone");
        held.Send([(byte)'x']);
        var answer = EchoServerProcess.Receive(held);
        Assert.StartsWith("first", answer);
        Assert.EndsWith("last", answer);
    }

    [Theory, MemberData(nameof(Mpms))]
    public void ABrokenConfigurationIsRefusedAndTheServerGoesOn(string mpm, string extra)
    {
        using var server = new EchoServerProcess(mpm, extra);
        var before = server.Children();
        server.Configure(mpm, extra + "ListenBacklog 0\n");
        server.Signal(Signals.USR1);
        server.Until(() => server.Log.Contains("restart refused"), "the restart is refused");
        Assert.StartsWith("first", server.Get());
        Assert.Equal(before, server.Children());
    }

    [Theory, MemberData(nameof(Mpms))]
    public void AConfigurationWhoseChildrenFailIsTakenBack(string mpm, string extra)
    {
        using var server = new EchoServerProcess(mpm, extra);
        server.Configure(mpm, extra + "#child-fails\n");
        server.Signal(Signals.USR1);
        server.Until(() => server.Log.Contains("goes back to the one before"), "the restart is taken back");
        Assert.StartsWith("first", server.Get());
    }

    [Theory]
    [InlineData("prefork", Servers, "event", Threads)]
    [InlineData("event", Threads, "worker", Threads)]
    [InlineData("worker", Threads, "prefork", Servers)]
    public void TheMpmChangesWithoutARefusedConnection(string from, string extra, string to, string newExtra)
    {
        using var server = new EchoServerProcess(from, extra);
        server.Configure(to, newExtra + "#second\n");
        server.Signal(Signals.USR1);
        // Get throws where a connection is refused or reset.
        server.Until(() => server.Get().StartsWith("second"), "the other MPM answers");
    }

    [Theory, MemberData(nameof(Mpms))]
    public void GracefulStopWaitsForTheLastAnswer(string mpm, string extra)
    {
        using var server = new EchoServerProcess(mpm, extra);
        using var held = server.Hold();
        server.Signal(Signals.WINCH);
        server.Until(() => server.TryGet() is null, "connections are refused");
        held.Send([(byte)'x']);
        Assert.EndsWith("last", EchoServerProcess.Receive(held));
        Assert.True(server.WaitForEnd().IsSuccess);
    }

    [Fact]
    public void AGracefulStopHasItsTimeout()
    {
        using var server = new EchoServerProcess("event", Threads + "GracefulShutdownTimeout 1\n");
        using var held = server.Hold();
        server.Signal(Signals.WINCH);
        Assert.True(server.WaitForEnd().IsSuccess);
    }

    [Theory, MemberData(nameof(Mpms))]
    public void ACrashedChildIsReplacedAndReported(string mpm, string extra)
    {
        using var server = new EchoServerProcess(mpm, extra + (mpm == "prefork" ? "" : "MinSpareThreads 6\n"));
        server.Until(() => server.Children().Count == 2, "two children live");
        var victim = server.Children()[0];
        // The runtime catches the first SIGSEGV that somebody sends; XCPU is left to its default.
        CurrentProcess.Signal(victim, Signals.XCPU);
        server.Until(() => server.Log.Contains($"child pid {victim} exit signal CPU time limit exceeded (24)"), "the crash is reported");
        if (mpm != "prefork")
            server.Until(() => server.Children().Count == 2 && !server.Children().Contains(victim), "the child is replaced");
        Assert.NotNull(server.TryGet());
    }

    [Theory, MemberData(nameof(Mpms))]
    public void ChildrenEndAfterMaxConnectionsAndAreReplaced(string mpm, string extra)
    {
        using var server = new EchoServerProcess(mpm, extra + "MaxConnectionsPerChild 3\n");
        var pids = new HashSet<string>();
        server.Until(() => server.TryGet()?.Split(' ')[1] is { } pid && pids.Add(pid) && pids.Count > 3, "more than three children have served");
    }

    [Theory, MemberData(nameof(Mpms))]
    public void ChildrenDieWithTheirParent(string mpm, string extra)
    {
        List<int> children;
        using (var server = new EchoServerProcess(mpm, extra))
        {
            server.Until(() => server.Children().Count == 2, "two children live");
            children = server.Children();
            server.Signal(Signals.KILL);
            server.WaitForEnd();
            server.Until(() => children.TrueForAll(pid => !File.Exists($"/proc/{pid}/stat") || File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ")), "the children are gone");
        }
    }

    [Fact]
    public void EventKeepsIdleConnectionsBesideMoreRequestsThanThreads()
    {
        using var server = new EchoServerProcess("event", "ThreadsPerChild 2\nMaxRequestWorkers 2\n");
        var idle = Enumerable.Range(0, 20).Select(_ => server.Connect()).ToList();
        Assert.All(idle, socket => Assert.StartsWith("first", EchoServerProcess.Ask(socket)));
        using var first = server.Hold();
        using var second = server.Hold();
        // Both slots are held; this one queues and is answered when a slot is free, not dropped.
        EchoServerProcess.Send(idle[0], "/");
        first.Send([(byte)'x']);
        Assert.StartsWith("first", EchoServerProcess.Receive(first));
        Assert.StartsWith("first", EchoServerProcess.Receive(idle[0]));
        second.Send([(byte)'x']);
        idle.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public void RootGivesItselfUp()
    {
        if (!Credentials.IsRoot)
            return;
        using var server = new EchoServerProcess("event", Threads + "User #33\nGroup #33\n");
        var status = File.ReadAllLines($"/proc/{server.Children()[0]}/status");
        Assert.Contains("Uid:\t33\t33\t33\t33", status);
        Assert.Contains("Gid:\t33\t33\t33\t33", status);
    }
}
