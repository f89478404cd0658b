using Trefoil.Configuration.Sections;
using Trefoil.Http.Http1;
using Trefoil.Io.Reactors;

namespace Trefoil.Http.Cache;

/// <summary>One request that was answered with a prebuilt response, as far as a log wants to know; everything stays bytes.</summary>
public readonly ref struct CachedTransaction
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly RequestHead _head;
    private readonly Connection _connection;

    internal CachedTransaction(ReadOnlySpan<byte> data, RequestHead head, Connection connection)
    {
        _data = data;
        _head = head;
        _connection = connection;
    }

    /// <summary>The virtual host.</summary>
    public required ServerConfig Server { get; init; }

    /// <summary>Status of the response.</summary>
    public required int Status { get; init; }

    /// <summary>Body bytes sent.</summary>
    public required long BytesSent { get; init; }

    /// <summary>Bytes sent with the head.</summary>
    public required long OutputOctets { get; init; }

    /// <summary>Bytes of the request.</summary>
    public long InputOctets => _head.Length;

    /// <summary>When the request was read, Unix microseconds.</summary>
    public required long StartMicroseconds { get; init; }

    /// <summary>How long it has taken until now, microseconds.</summary>
    public long DurationMicroseconds => Math.Max(Clock.UnixMicroseconds - StartMicroseconds, 0);

    /// <summary>Requests answered before on the connection.</summary>
    public required int KeepAlives { get; init; }

    /// <summary>True when the connection stays open.</summary>
    public required bool StaysOpen { get; init; }

    /// <summary>The request line without its end.</summary>
    public ReadOnlySpan<byte> RequestLine => _data.Slice(_head.LineStart, _head.LineLength);

    /// <summary>The method.</summary>
    public ReadOnlySpan<byte> Method => _data.Slice(_head.LineStart, _head.MethodLength);

    /// <summary>The target as received.</summary>
    public ReadOnlySpan<byte> Target => _data.Slice(_head.TargetStart, _head.TargetLength);

    /// <summary>Major * 1000 + minor.</summary>
    public int Protocol => _head.Protocol;

    /// <summary>The client's address and port.</summary>
    public SocketAddress Peer => _connection.Peer;

    /// <summary>Our address and port.</summary>
    public SocketAddress Local => _connection.Local;

    /// <summary>The first field of that name; false if there is none.</summary>
    public bool TryGetField(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        for (var i = 0; i < _head.FieldCount; i++)
        {
            ref readonly var field = ref _head[i];
            if (field.NameLength == name.Length && System.Text.Ascii.EqualsIgnoreCase(field.Name(_data), name))
            {
                value = field.Value(_data);
                return true;
            }
        }
        value = default;
        return false;
    }
}
