using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Filters.Deflate;

/// <summary>How a server compresses.</summary>
internal sealed class DeflateSettings : ISettings<DeflateSettings>
{
    /// <summary>1 to 9, or null for zlib's choice.</summary>
    internal int? Level { get; set; }

    internal int? BufferSize { get; set; }

    internal EtagChange? Etag { get; set; }

    internal FilterNotes Notes { get; private init; } = new();

    public DeflateSettings Merge(DeflateSettings inner) => new()
    {
        Level = inner.Level ?? Level,
        BufferSize = inner.BufferSize ?? BufferSize,
        Etag = inner.Etag ?? Etag,
        Notes = Notes.Merge(inner.Notes),
    };
}

/// <summary>How far a compressed request body may swell.</summary>
internal sealed class InflateLimits : ISettings<InflateLimits>
{
    internal long? BodyLimit { get; set; }

    internal int? RatioLimit { get; set; }

    internal int? RatioBurst { get; set; }

    public InflateLimits Merge(InflateLimits inner) => new()
    {
        BodyLimit = inner.BodyLimit ?? BodyLimit,
        RatioLimit = inner.RatioLimit ?? RatioLimit,
        RatioBurst = inner.RatioBurst ?? RatioBurst,
    };
}
