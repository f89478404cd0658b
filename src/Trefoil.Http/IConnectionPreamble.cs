namespace Trefoil.Http;

/// <summary>A module that may read bytes in front of the first request (or the TLS handshake) of a connection, as the PROXY protocol does.</summary>
public interface IConnectionPreamble
{
    /// <summary>True when this connection must (or may) begin with a preamble. Asked once, before anything is read.</summary>
    bool ExpectsPreamble(HttpConnection connection);

    /// <summary>
    /// Looks at everything received so far. <paramref name="consumed"/> says how many bytes at its beginning belong to the preamble;
    /// it counts only with <see cref="PreambleResult.Complete"/>.
    /// </summary>
    PreambleResult ReadPreamble(HttpConnection connection, ReadOnlySpan<byte> received, out int consumed);
}

/// <summary>What became of a connection's preamble.</summary>
public enum PreambleResult
{
    /// <summary>More bytes are needed.</summary>
    NeedMore,
    /// <summary>It is read (or there is none); go on behind it.</summary>
    Complete,
    /// <summary>It is wrong; close the connection without an answer.</summary>
    Refused,
}
