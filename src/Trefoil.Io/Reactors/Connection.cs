namespace Trefoil.Io.Reactors;

/// <summary>An accepted connection; belongs to one reactor for life.</summary>
public sealed class Connection
{
    /// <summary>What the handler keeps with it.</summary>
    public object? Tag { get; set; }

    /// <summary>Waits for the next input without holding a thread or a slot; see <see cref="ConnectionHandler.OnParkTimeout"/>.</summary>
    public void Park(int timeoutMilliseconds) => throw new NotSupportedException();

    /// <summary>Ends the sending side, drains what still comes, closes.</summary>
    public void CloseGracefully(bool shortLinger) => throw new NotSupportedException();

    /// <summary>Closes at once.</summary>
    public void Abort() => throw new NotSupportedException();
}
