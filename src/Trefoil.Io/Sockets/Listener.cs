namespace Trefoil.Io.Sockets;

/// <summary>A listening socket.</summary>
public sealed class Listener
{
    /// <summary>Takes over a listening, non-blocking descriptor.</summary>
    public Listener(int descriptor, string protocol)
    {
        Descriptor = descriptor;
        Protocol = protocol;
    }

    /// <summary>The kernel's number.</summary>
    public int Descriptor { get; }

    /// <summary>The protocol argument of Listen: "http", "https" or another.</summary>
    public string Protocol { get; }
}
