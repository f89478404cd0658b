using System.Text.RegularExpressions;

namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>The error log of a whole life: the same modules, levels and codes in the same order as Apache's.</summary>
[Trait("Category", "Long")]
public sealed partial class EventLogTests
{
    [OracleTheory]
    [InlineData("prefork", Signals.Terminate)]
    [InlineData("worker", Signals.Terminate)]
    [InlineData("event", Signals.Terminate)]
    [InlineData("prefork", Signals.WindowChange)]
    [InlineData("worker", Signals.WindowChange)]
    [InlineData("event", Signals.WindowChange)]
    public void TellsTheSameStory(string mpm, int stop)
    {
        var expecting = Task.Run(() => Live(ApacheOracle.Program, mpm, stop));
        var actual = Live(ServerUnderTest.Program, mpm, stop);
        Assert.Equal(expecting.Result, actual);
    }

    private static string Live(ServerProgram program, string mpm, int stop)
    {
        using var fixture = new LifecycleFixture(mpm, "KeepAlive Off\nMaxRequestWorkers 48\n", program);
        var server = fixture.Server;
        WaitForResuming(server, 1);
        Assert.True(fixture.Serves());
        foreach (var (signal, times) in ((int, int)[])[(Signals.User1, 2), (Signals.Hangup, 3)])
        {
            var old = server.Children;
            server.Signal(signal);
            WaitForResuming(server, times);
            fixture.WaitForNewChildren(old);
            Assert.True(fixture.Serves());
        }

        server.Signal(stop);
        Assert.True(server.WaitForExit());
        return Codes(server.ErrorLog);
    }

    private static void WaitForResuming(RunningServer server, int times) =>
        Wait.For("the server's start line", () => Resuming().Count(server.ErrorLog) >= times);

    private static string Codes(string log) => string.Join('\n', Line().Matches(log).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}"));

    [GeneratedRegex("AH00094: Command line")]
    private static partial Regex Resuming();

    [GeneratedRegex(@"^\[[^\]]+\] \[(core:\w+|mpm_\w+:\w+)\] \[pid \d+:tid \d+\] (?:\([^)]*\)[^:]*: )?(AH\d+):", RegexOptions.Multiline)]
    private static partial Regex Line();
}
