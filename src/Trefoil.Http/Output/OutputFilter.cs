using Trefoil.Http.Messages;

namespace Trefoil.Http.Output;

/// <summary>Where in the chain a filter stands; the smaller, the nearer to the handler (AP_FTYPE_*).</summary>
public enum FilterType
{
    /// <summary>Changes the resource (INCLUDES, SUBSTITUTE).</summary>
    Resource = 10,
    /// <summary>Changes the representation as a whole (DEFLATE, BROTLI, cache).</summary>
    ContentSet = 20,
    /// <summary>Fits content to the protocol (byte ranges, head, length).</summary>
    Protocol = 30,
    /// <summary>Transfer codings (chunked).</summary>
    Transcode = 40,
    /// <summary>Connection wide (RATE_LIMIT, TLS).</summary>
    Connection = 50,
    /// <summary>The socket.</summary>
    Network = 60,
}

/// <summary>
/// One stage of the way that response bytes take from the handler to the client. A stage that does nothing with files passes them on as they are;
/// the default reads them and passes bytes. When the client has gone (request.Connection.Aborted) writes are accepted and dropped.
/// </summary>
public abstract class OutputFilter
{
    /// <summary>The name as in SetOutputFilter, upper case.</summary>
    public abstract string Name { get; }

    /// <summary>Where it stands.</summary>
    public abstract FilterType Type { get; }

    /// <summary>The following stage; set when it is put in place.</summary>
    public OutputFilter Next { get; internal set; } = null!;

    /// <summary>Takes body bytes. They are the caller's again when the task is done.</summary>
    public abstract ValueTask WriteAsync(Request request, ReadOnlyMemory<byte> data);

    /// <summary>Takes a part of an open file; the default passes its bytes through <see cref="WriteAsync"/> in pieces.</summary>
    public virtual ValueTask SendFileAsync(Request request, FileSegment segment) => segment.PumpAsync(this, request);

    /// <summary>Passes on everything held back, to the client's socket.</summary>
    public virtual ValueTask FlushAsync(Request request) => Next.FlushAsync(request);

    /// <summary>The body is complete; emits what remains and tells the next stage. Called exactly once.</summary>
    public virtual ValueTask FinishAsync(Request request) => Next.FinishAsync(request);
}

/// <summary>A name for SetOutputFilter, AddOutputFilter and FilterProvider.</summary>
/// <param name="Name">Upper case.</param>
/// <param name="Type">Where it stands.</param>
/// <param name="Create">Makes the stage for one request; null if it wants no part in it.</param>
public sealed record OutputFilterDefinition(string Name, FilterType Type, Func<Request, OutputFilter?> Create);

/// <summary>A module that offers output filters by name.</summary>
public interface IOutputFilterProvider
{
    /// <summary>The filters on offer.</summary>
    IReadOnlyList<OutputFilterDefinition> OutputFilters { get; }
}
