using Trefoil.Io.Reactors;

namespace Trefoil.Http.Http1;

/// <summary>The bare connection to a client that speaks another protocol from here on.</summary>
public sealed class ClientTransport
{
    private readonly Http1Session _session;

    internal ClientTransport(Http1Session session) => _session = session;

    /// <summary>The connection.</summary>
    public AsyncDescriptor Descriptor => _session.Transport;

    /// <summary>Bytes of the new protocol that came together with the request; they stand in front of what the connection gives. Taken once.</summary>
    public byte[] TakeEarlyInput() => _session.TakeEarlyInput();
}
