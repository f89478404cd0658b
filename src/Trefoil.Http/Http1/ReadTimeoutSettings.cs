using Trefoil.Configuration.Settings;

namespace Trefoil.Http.Http1;

/// <summary>How long one stage of a request may take: a first allowance, which every so many received bytes make longer up to a maximum.</summary>
/// <param name="InitialMilliseconds">First allowance; 0 for no limit.</param>
/// <param name="MaximumMilliseconds">Longest allowance; 0 for no limit where a rate is given.</param>
/// <param name="MinimumRate">Bytes that are worth a second more; 0 for none.</param>
public sealed record StageTimeout(int InitialMilliseconds, int MaximumMilliseconds, int MinimumRate)
{
    /// <summary>The allowance after so many bytes, milliseconds; -1 for no limit.</summary>
    public int Allowance(long bytes)
    {
        if (InitialMilliseconds == 0)
            return -1;
        if (MinimumRate == 0)
            return InitialMilliseconds;
        var allowance = InitialMilliseconds + bytes * 1000 / MinimumRate;
        return (int)Math.Min(allowance, MaximumMilliseconds > 0 ? MaximumMilliseconds : int.MaxValue);
    }
}

/// <summary>Limits of mod_reqtimeout (RequestReadTimeout), per server.</summary>
public sealed class ReadTimeoutSettings : ISettings<ReadTimeoutSettings>
{
    /// <summary>In effect for the head where the module is loaded and nothing was said.</summary>
    public static readonly StageTimeout DefaultHeader = new(20_000, 40_000, 500);

    /// <summary>The same for the body.</summary>
    public static readonly StageTimeout DefaultBody = new(20_000, 0, 500);

    /// <summary>For request line and header fields; null where not given.</summary>
    public StageTimeout? Header { get; set; }

    /// <summary>For the body; null where not given.</summary>
    public StageTimeout? Body { get; set; }

    /// <summary>For the TLS handshake; null where not given.</summary>
    public StageTimeout? Handshake { get; set; }

    /// <inheritdoc/>
    public ReadTimeoutSettings Merge(ReadTimeoutSettings inner) => new()
    {
        Header = inner.Header ?? Header,
        Body = inner.Body ?? Body,
        Handshake = inner.Handshake ?? Handshake,
    };
}
