namespace Trefoil.Io.Reactors;

/// <summary>What is done with accepted connections; HTTP implements it, the MPMs only hand it on.</summary>
public abstract class ConnectionHandler
{
    /// <summary>
    /// Runs when a connection was accepted and whenever a parked connection has something to read. Serves until the input is drained, then returns with the
    /// connection parked (<see cref="Connection.Park"/>) or closing (<see cref="Connection.CloseGracefully"/>, <see cref="Connection.Abort"/>).
    /// Completes synchronously unless the kernel makes it wait.
    /// </summary>
    public abstract ValueTask ServeAsync(Connection connection);

    /// <summary>A parked connection has waited longer than its timeout; the default closes it gracefully with a short linger.</summary>
    public virtual void OnParkTimeout(Connection connection) => connection.CloseGracefully(shortLinger: true);

    /// <summary>The descriptor is closed; drop what <see cref="Connection.Tag"/> holds.</summary>
    public virtual void OnClosed(Connection connection)
    {
    }
}
