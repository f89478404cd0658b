namespace Trefoil.Testing;

public enum Ending
{
    Open,
    Closed,
    Reset,
    TimedOut,
}

/// <summary>All that a server sent on one connection, and how it ended.</summary>
public sealed record RawAnswer(string Text, Ending Ending);
