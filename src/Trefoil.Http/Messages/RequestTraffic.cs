namespace Trefoil.Http.Messages;

public sealed partial class Request
{
    /// <summary>Bytes received for this request as they came on the connection: request line, head, body with its framing, TLS included (%I).</summary>
    public long WireBytesIn { get; set; }

    /// <summary>Bytes sent for this request as they went on the connection: head, body with its framing, TLS included (%O).</summary>
    public long WireBytesOut { get; set; }

    /// <summary>When the first byte of the response went out, as Unix microseconds; 0 before.</summary>
    public long FirstByteTime { get; set; }
}
