namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>Graceful and immediate restarts by signal.</summary>
[Trait("Category", "Long")]
public sealed class RestartTests
{
    [ServerTheory]
    [InlineData("prefork", Signals.User1)]
    [InlineData("worker", Signals.User1)]
    [InlineData("event", Signals.User1)]
    [InlineData("prefork", Signals.Hangup)]
    [InlineData("worker", Signals.Hangup)]
    [InlineData("event", Signals.Hangup)]
    public void BringsTheNewConfigurationIntoEffect(string mpm, int signal)
    {
        using var fixture = new LifecycleFixture(mpm);
        Assert.Equal(200, fixture.Fetch()!.Status);
        var old = fixture.Server.Children;
        fixture.Rewrite(text => text + "<Location />\nRequire all denied\n</Location>\n");
        fixture.Server.Signal(signal);
        fixture.WaitForNewChildren(old);
        Wait.For("the new answer", () => fixture.Fetch()?.Status == 403);
        Assert.False(fixture.Server.HasExited);
    }

    [ServerTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void GracefulRestartListensOnANewPortToo(string mpm)
    {
        using var fixture = new LifecycleFixture(mpm);
        var second = RunningServer.FreePort();
        var old = fixture.Server.Children;
        fixture.Rewrite(text => text + $"Listen 127.0.0.1:{LifecycleFixture.Text(second)}\n");
        fixture.Server.Signal(Signals.User1);
        fixture.WaitForNewChildren(old);
        Wait.For("the second port", () => RunningServer.Accepts(second));
        Assert.True(fixture.Serves());
    }

    [ServerTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void GracefulRestartLetsARequestFinish(string mpm)
    {
        using var fixture = new LifecycleFixture(mpm);
        using var client = new RawClient(fixture.Server.Port);
        client.Send("GET /page.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nab");
        var old = fixture.Server.Children;

        // A second client's answer shows that the first request has been taken by a child.
        Assert.True(fixture.Serves());
        fixture.Server.Signal(Signals.User1);
        Wait.For("children of the new generation", () => fixture.Server.Children.Except(old).Any());
        client.Send("cde");
        var response = client.ReadResponse();
        Assert.Equal(200, response?.Status);
        Assert.True(response!.SaysClose, "a finishing child ends its connections");
        Assert.True(client.ClosesSilently());
    }

    [BetterTheory]
    [InlineData("prefork", Signals.User1)]
    [InlineData("worker", Signals.User1)]
    [InlineData("event", Signals.User1)]
    [InlineData("event", Signals.Hangup)]
    public void ABrokenConfigurationKeepsTheOldOneServing(string mpm, int signal)
    {
        using var fixture = new LifecycleFixture(mpm);
        Assert.True(fixture.Serves());
        var good = File.ReadAllText(fixture.Server.ConfigFile);
        fixture.Rewrite(text => text + "NoSuchDirective on\n");
        fixture.Server.Signal(signal);
        fixture.WaitForLog("NoSuchDirective");
        Assert.True(fixture.Serves());
        Assert.False(fixture.Server.HasExited);

        var old = fixture.Server.Children;
        fixture.Rewrite(_ => good);
        fixture.Server.Signal(signal);
        fixture.WaitForNewChildren(old);
        Assert.True(fixture.Serves());
    }

    [ServerTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void TheGracefulVerbRefusesABrokenConfiguration(string mpm)
    {
        using var fixture = new LifecycleFixture(mpm);
        Assert.True(fixture.Serves());
        fixture.Rewrite(text => text + "NoSuchDirective on\n");
        var run = CommandRun.Of(ServerUnderTest.Program.Path!, ["-k", "graceful", "-d", fixture.Server.RunFolder, "-f", fixture.Server.ConfigFile]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("NoSuchDirective", run.Error, StringComparison.Ordinal);
        Assert.True(fixture.Serves());
        Assert.False(fixture.Server.HasExited);
    }

    [ServerTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void NoRequestFailsDuringGracefulRestarts(string mpm)
    {
        using var fixture = new LifecycleFixture(mpm, mpm == "prefork" ? "StartServers 4\n" : "StartServers 2\n");
        Assert.True(fixture.Serves());
        using var load = new KeepAliveLoad(fixture.Server.Port, clients: 3);
        for (var restart = 0; restart < 4; restart++)
        {
            var old = fixture.Server.Children;
            load.WaitForProgress();
            fixture.Server.Signal(Signals.User1);
            fixture.WaitForNewChildren(old);
        }

        load.WaitForProgress();
        Assert.Empty(load.Stop());
    }
}
