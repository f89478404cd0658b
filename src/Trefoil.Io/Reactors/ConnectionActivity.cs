namespace Trefoil.Io.Reactors;

/// <summary>What a connection is about.</summary>
public enum ConnectionActivity : byte
{
    /// <summary>A request is read, waits for a slot, or is served.</summary>
    Working,
    /// <summary>Between two requests.</summary>
    Idle,
    /// <summary>The response is made; only the client's reading is waited for.</summary>
    Draining,
}

/// <summary>How many connections of a reactor are idle, draining and lingering; all others are at work.</summary>
public record struct ConnectionCounts
{
    /// <summary>Between two requests.</summary>
    public int Idle { get; set; }

    /// <summary>Waiting for a slow reader.</summary>
    public int Draining { get; set; }

    /// <summary>In lingering close.</summary>
    public int Lingering { get; set; }
}
