using System.Text.RegularExpressions;

namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>How servers end, wanted or not.</summary>
[Trait("Category", "Long")]
public sealed class StopAndCrashTests
{
    [ServerTheory]
    [InlineData("prefork", Signals.Terminate)]
    [InlineData("worker", Signals.Terminate)]
    [InlineData("event", Signals.Terminate)]
    [InlineData("event", Signals.Interrupt)]
    [InlineData("prefork", Signals.WindowChange)]
    [InlineData("worker", Signals.WindowChange)]
    [InlineData("event", Signals.WindowChange)]
    public void StoppingLeavesNothingBehind(string mpm, int signal)
    {
        using var fixture = new LifecycleFixture(mpm);
        Assert.True(fixture.Serves());
        var children = fixture.Server.Children;
        Assert.NotEmpty(children);
        Assert.Equal(LifecycleFixture.Text(fixture.Server.ProcessId) + "\n", File.ReadAllText(fixture.Server.PidFile));

        fixture.Server.Signal(signal);
        Assert.True(fixture.Server.WaitForExit());
        Assert.Equal(0, fixture.Server.ExitCode);
        Wait.For("the end of all children", () => !children.Any(Signals.IsAlive));
        Assert.False(File.Exists(fixture.Server.PidFile));
        Assert.False(RunningServer.Accepts(fixture.Server.Port));
    }

    [ServerTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void GracefulStopLetsARequestFinish(string mpm)
    {
        using var fixture = new LifecycleFixture(mpm);
        using var client = new RawClient(fixture.Server.Port);
        client.Send("GET /page.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab");
        Assert.True(fixture.Serves());
        fixture.Server.Signal(Signals.WindowChange);
        Wait.For("closed listeners", () => !RunningServer.Accepts(fixture.Server.Port));
        client.Send("cde");
        Assert.Equal(200, client.ReadResponse()?.Status);
        Assert.True(fixture.Server.WaitForExit());
    }

    [BetterTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void ChildrenEndWithAKilledParentAndFreeThePort(string mpm)
    {
        using var fixture = new LifecycleFixture(mpm);
        Assert.True(fixture.Serves());
        var children = fixture.Server.Children;
        Assert.NotEmpty(children);
        fixture.Server.Signal(Signals.Kill);
        Assert.True(fixture.Server.WaitForExit());
        Wait.For("the end of the orphans", () => !children.Any(Signals.IsAlive));
        Wait.For("a free port", () => !RunningServer.Accepts(fixture.Server.Port));
    }

    [ServerTheory]
    [InlineData("prefork", Signals.Segmentation)]
    [InlineData("worker", Signals.Segmentation)]
    [InlineData("event", Signals.Segmentation)]
    [InlineData("prefork", Signals.Kill)]
    [InlineData("worker", Signals.Kill)]
    [InlineData("event", Signals.Kill)]
    public void ACrashedChildIsReplacedAndLogged(string mpm, int signal)
    {
        using var fixture = new LifecycleFixture(mpm, mpm == "prefork" ? "MinSpareServers 2\n" : "");
        Assert.True(fixture.Serves());
        var victim = fixture.Server.Children[0];
        Assert.True(Signals.Send(victim, signal));
        Wait.For("the end of the victim", () => !Signals.IsAlive(victim));
        Wait.For("a replacement", () => fixture.Server.Children is { Count: > 0 } children && !children.Contains(victim) && fixture.Serves());
        if (signal == Signals.Segmentation)
        {
            fixture.WaitForLog($"AH00052: child pid {LifecycleFixture.Text(victim)} exit signal Segmentation fault (11)");
        }
        else
        {
            Assert.DoesNotContain("AH00052", fixture.Server.ErrorLog, StringComparison.Ordinal);
        }
    }

    [ServerTheory]
    [InlineData("prefork")]
    [InlineData("event")]
    public void AStalePidFileIsOverwrittenWithAWarning(string mpm)
    {
        using var fixture = new LifecycleFixture(mpm);
        var server = fixture.Server;
        server.Signal(Signals.Terminate);
        Assert.True(server.WaitForExit());
        File.WriteAllText(server.PidFile, "4194304\n");
        using var second = RunningServer.StartInstalled(ServerUnderTest.Program, server.Port, server.RunFolder,
            ["-DFOREGROUND", "-d", server.RunFolder, "-f", server.ConfigFile]);
        Wait.For("the new pid", () => File.ReadAllText(server.PidFile) == LifecycleFixture.Text(second.ProcessId) + "\n");
        var warning = new Regex(@"\[core:warn\] \[pid \d+:tid \d+\] AH00098: ");
        Wait.For("the warning", () => warning.IsMatch(second.ErrorLog));
    }

    [OracleFact]
    public void AnOccupiedPortIsReportedLikeApache()
    {
        using var occupant = new LifecycleFixture("event");
        var expected = FailToStart(ApacheOracle.Program, occupant);
        var actual = FailToStart(ServerUnderTest.Program, occupant);
        Assert.Equal(expected, actual);
        Assert.True(occupant.Serves());
    }

    private static string FailToStart(ServerProgram program, LifecycleFixture occupant)
    {
        var file = occupant.Server.RunFolder + "/second.conf";
        File.WriteAllText(file, File.ReadAllText(occupant.Server.ConfigFile)
            .Replace("httpd.pid", "second.pid", StringComparison.Ordinal)
            .Replace("error_log", "second_log", StringComparison.Ordinal));
        var run = CommandRun.Of(program.Path!, ["-DFOREGROUND", "-d", occupant.Server.RunFolder, "-f", file]);
        return $"exit {run.ExitCode}\n{CommandLine.ConsoleText.Normal(run.Error, occupant.Server.RunFolder)}";
    }
}
