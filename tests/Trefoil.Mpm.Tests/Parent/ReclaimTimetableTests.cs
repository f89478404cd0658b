using Trefoil.Mpm.Parent;

namespace Trefoil.Mpm.Tests.Parent;

public sealed class ReclaimTimetableTests
{
    [Fact]
    public void TermAtThreeFiveSevenKillAtNineGiveUpAtTen()
    {
        var timetable = new ReclaimTimetable(1000);
        var steps = new List<(long, ReclaimAction)>();
        for (long now = 1000; now <= 12_000; now += 100)
        {
            if (timetable.Step(now) is not ReclaimAction.None and var step)
                steps.Add((now - 1000, step));
        }
        Assert.Equal([(3000, ReclaimAction.Terminate), (5000, ReclaimAction.Terminate), (7000, ReclaimAction.Terminate), (9000, ReclaimAction.Kill), (10_000, ReclaimAction.GiveUp)], steps);
    }

    [Fact]
    public void WaitsUntilTheNextStep() => Assert.Equal(2500, new ReclaimTimetable(0).Wait(500));
}
