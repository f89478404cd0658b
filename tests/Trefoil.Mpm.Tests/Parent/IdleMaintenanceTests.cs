using Trefoil.Mpm.Parent;
using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm.Tests.Parent;

public sealed class IdleMaintenanceTests
{
    private static readonly Limits Prefork = new(MpmKind.Prefork, 5, 5, 10, 1, 256, 256, 256, 1);
    private static readonly Limits Event = new(MpmKind.Event, 3, 75, 250, 25, 400, 16, 16, 64);

    [Fact]
    public void SpawningDoublesAndNeverStartsMoreThanIsMissing()
    {
        var state = new MaintenanceState();
        var children = 1;
        var totals = new List<int>();
        while (IdleMaintenance.Decide(Prefork with { MinSpare = 80, MaxSpare = 100 }, new Census(children, children, children), state).Spawn is > 0 and var spawn)
            totals.Add(children += spawn);
        Assert.Equal([2, 4, 8, 16, 32, 64, 80], totals);
    }

    [Fact]
    public void SpawningIsReportedFromARateOfEight()
    {
        var state = new MaintenanceState();
        var reported = Enumerable.Range(0, 5).Select(_ => IdleMaintenance.Decide(Prefork, new Census(50, 0, 50), state).ReportBusy).ToList();
        Assert.Equal([false, false, false, true, true], reported);
    }

    [Fact]
    public void AfterARestartTheRateStandsStill()
    {
        var state = new MaintenanceState { HoldOff = 2 };
        var spawned = Enumerable.Range(0, 4).Select(_ => IdleMaintenance.Decide(Prefork, new Census(50, 0, 50), state).Spawn).ToList();
        Assert.Equal([1, 1, 1, 2], spawned);
    }

    [Fact]
    public void ThreadedChildrenAreStartedForTheThreadsMissing()
    {
        var state = new MaintenanceState { SpawnRate = 32 };
        Assert.Equal(2, IdleMaintenance.Decide(Event, new Census(3, 26, 75), state).Spawn);
    }

    [Fact]
    public void TheLimitBoundsSpawning()
    {
        var state = new MaintenanceState { SpawnRate = 32 };
        Assert.Equal(1, IdleMaintenance.Decide(Event, new Census(15, 0, 375), state).Spawn);
    }

    [Fact]
    public void SurplusDrainsOneASecondButTheLastStays()
    {
        var state = new MaintenanceState { SpawnRate = 8 };
        Assert.True(IdleMaintenance.Decide(Prefork, new Census(20, 11, 20), state).RetireOne);
        Assert.Equal(1, state.SpawnRate);
        Assert.False(IdleMaintenance.Decide(Event with { MaxSpare = 10 }, new Census(1, 25, 25), state).RetireOne);
    }

    [Fact]
    public void ReachingTheLimitIsReportedOnceUntilALongCalm()
    {
        var state = new MaintenanceState();
        var full = new Census(16, 0, 400);
        Assert.Equal(LimitReport.Reached, IdleMaintenance.Decide(Event, full, state).Report);
        Assert.Equal(LimitReport.None, IdleMaintenance.Decide(Event, full, state).Report);
        for (var i = 0; i < IdleMaintenance.CalmUntilRearmed; i++)
            IdleMaintenance.Decide(Event, new Census(16, 100, 400), state);
        Assert.Equal(LimitReport.Reached, IdleMaintenance.Decide(Event, full, state).Report);
    }

    [Fact]
    public void NearTheLimitHasAReportOfItsOwn()
    {
        var state = new MaintenanceState();
        Assert.Equal(LimitReport.Near, IdleMaintenance.Decide(Event, new Census(16, 3, 400), state).Report);
        Assert.Equal(LimitReport.Reached, IdleMaintenance.Decide(Event, new Census(16, 0, 400), state).Report);
        Assert.Equal(LimitReport.Reached, IdleMaintenance.Decide(Prefork, new Census(256, 3, 256), new MaintenanceState()).Report);
    }
}
