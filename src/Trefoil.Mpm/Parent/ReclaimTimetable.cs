namespace Trefoil.Mpm.Parent;

/// <summary>What is done at which moment to children that were told to stop and have not.</summary>
internal sealed class ReclaimTimetable
{
    private static readonly (long After, ReclaimAction Action)[] Steps =
    [
        (3000, ReclaimAction.Terminate), (5000, ReclaimAction.Terminate), (7000, ReclaimAction.Terminate), (9000, ReclaimAction.Kill), (10_000, ReclaimAction.GiveUp),
    ];

    private readonly long _begin;
    private int _next;

    internal ReclaimTimetable(long now) => _begin = now;

    /// <summary>Milliseconds until the next step is due.</summary>
    internal int Wait(long now) => _next < Steps.Length ? (int)Math.Max(_begin + Steps[_next].After - now, 0) : 0;

    /// <summary>The step that is due, if any; each is given once.</summary>
    internal ReclaimAction Step(long now)
    {
        if (_next >= Steps.Length || now < _begin + Steps[_next].After)
            return ReclaimAction.None;
        return Steps[_next++].Action;
    }
}

/// <summary>A step of the timetable.</summary>
internal enum ReclaimAction
{
    /// <summary>Not yet.</summary>
    None,
    /// <summary>SIGTERM, with AH00045.</summary>
    Terminate,
    /// <summary>SIGKILL, with AH00046.</summary>
    Kill,
    /// <summary>AH00047.</summary>
    GiveUp,
}
