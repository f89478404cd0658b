namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>Which processes and threads exist, and as whom they run.</summary>
[Trait("Category", "Long")]
public sealed class ProcessModelTests
{
    private const string Threaded = "StartServers 2\nThreadLimit 4\nThreadsPerChild 4\nMinSpareThreads 4\nMaxSpareThreads 16\nMaxRequestWorkers 16\n";
    private const string Forked = "StartServers 3\nMinSpareServers 1\nMaxSpareServers 6\nMaxRequestWorkers 6\n";

    [OracleTheory]
    [InlineData("prefork", Forked)]
    [InlineData("worker", Threaded)]
    [InlineData("event", Threaded)]
    public void StartsAsManyChildrenAsApache(string mpm, string settings)
    {
        using var oracle = new LifecycleFixture(mpm, settings, ApacheOracle.Program);
        using var subject = new LifecycleFixture(mpm, settings);
        var expected = mpm == "prefork" ? 3 : 2;
        Wait.For("Apache's children", () => oracle.Server.Children.Count == expected);
        Wait.For("as many children", () => subject.Server.Children.Count == expected);
        Assert.True(subject.Serves());
    }

    [ServerTheory]
    [InlineData("worker")]
    [InlineData("event")]
    public void ThreadsPerChildReallyExist(string mpm)
    {
        using var few = new LifecycleFixture(mpm, Threaded);
        using var many = new LifecycleFixture(mpm, Threaded.Replace("4", "24", StringComparison.Ordinal).Replace("16", "48", StringComparison.Ordinal));
        Assert.True(few.Serves() && many.Serves());
        Wait.For(
            "twenty threads more in each child",
            () => few.Server.Children.Count == 2 && many.Server.Children.Count == 2
                && ProcessTable.ThreadCount(many.Server.Children[0]) - ProcessTable.ThreadCount(few.Server.Children[0]) is >= 18 and <= 22);
    }

    [RootTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void ChildrenDropTheirRightsAndTheParentKeepsThem(string mpm)
    {
        using var fixture = new LifecycleFixture(mpm);
        Assert.True(fixture.Serves());
        Assert.Equal(0, ProcessTable.EffectiveUser(fixture.Server.ProcessId));

        // A child that was made this moment may not have changed its user yet.
        Wait.For("children without root's rights", () => fixture.Server.Children is { Count: > 0 } children
            && children.All(child => ProcessTable.EffectiveUser(child) > 0 && ProcessTable.EffectiveGroup(child) > 0));
    }

    [ServerTheory]
    [InlineData("prefork", "StartServers 1\nMinSpareServers 4\nMaxSpareServers 8\nMaxRequestWorkers 8\n", 4)]
    [InlineData("worker", "StartServers 1\nThreadsPerChild 4\nMinSpareThreads 12\nMaxSpareThreads 32\nMaxRequestWorkers 32\n", 3)]
    [InlineData("event", "StartServers 1\nThreadsPerChild 4\nMinSpareThreads 12\nMaxSpareThreads 32\nMaxRequestWorkers 32\n", 3)]
    public void GrowsUntilThereAreEnoughSpare(string mpm, string settings, int children)
    {
        using var fixture = new LifecycleFixture(mpm, settings);
        Wait.For("enough spare children", () => fixture.Server.Children.Count >= children);
        Assert.True(fixture.Serves());
    }

    [ServerTheory]
    [InlineData("prefork", "StartServers 6\nMinSpareServers 1\nMaxSpareServers 3\nMaxRequestWorkers 8\n", 3)]
    [InlineData("worker", "StartServers 5\nThreadsPerChild 4\nMinSpareThreads 4\nMaxSpareThreads 9\nMaxRequestWorkers 32\n", 2)]
    [InlineData("event", "StartServers 5\nThreadsPerChild 4\nMinSpareThreads 4\nMaxSpareThreads 9\nMaxRequestWorkers 32\n", 2)]
    public void ShrinksWhenTooManyAreIdle(string mpm, string settings, int children)
    {
        using var fixture = new LifecycleFixture(mpm, settings);
        Wait.For("only the allowed spare children", () => fixture.Server.Children.Count <= children);
        Assert.True(fixture.Serves());
    }

    [ServerTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void ChildrenAreReplacedAfterTheirShareOfConnections(string mpm)
    {
        using var fixture = new LifecycleFixture(mpm, "MaxConnectionsPerChild 5\nStartServers 1\n");
        Assert.True(fixture.Serves());
        var first = fixture.Server.Children;
        Wait.For("the end of the first children", () => fixture.Serves() && !fixture.Server.Children.Intersect(first).Any());
    }

    [ServerTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void OneProcessModeServesWithoutChildren(string mpm)
    {
        using var fixture = new LifecycleFixture(mpm, "", null, "-X");
        Assert.True(fixture.Serves());
        Assert.Empty(fixture.Server.Children);
    }
}
