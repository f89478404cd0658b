namespace Trefoil.Io.Reactors;

/// <summary>One thread's hold on the leadership of a reactor; lost when it is about to block or takes too long.</summary>
internal sealed class LeaderSeat
{
    private int _held;

    internal bool IsHeld => Volatile.Read(ref _held) != 0;

    internal void Take() => Volatile.Write(ref _held, 1);

    /// <summary>Gives it up; true for the one caller that really did.</summary>
    internal bool Lose() => Interlocked.Exchange(ref _held, 0) != 0;
}
