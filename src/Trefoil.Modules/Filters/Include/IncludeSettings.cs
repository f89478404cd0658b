using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Filters.Include;

/// <summary>How a server's parsed documents mark their elements.</summary>
internal sealed class IncludeServerSettings : ISettings<IncludeServerSettings>
{
    internal string? StartTagGiven { get; set; }

    internal string? EndTagGiven { get; set; }

    internal string StartTag => StartTagGiven ?? "<!--#";

    internal string EndTag => EndTagGiven ?? "-->";

    public IncludeServerSettings Merge(IncludeServerSettings inner) => new()
    {
        StartTagGiven = inner.StartTagGiven ?? StartTagGiven,
        EndTagGiven = inner.EndTagGiven ?? EndTagGiven,
    };
}

/// <summary>XBitHack.</summary>
internal enum XBitHack
{
    Off,
    On,
    Full,
}

/// <summary>How documents of a directory are parsed.</summary>
internal sealed class IncludeSettings : ISettings<IncludeSettings>
{
    internal string? ErrorMessage { get; set; }

    internal string? TimeFormat { get; set; }

    internal string? UndefinedEcho { get; set; }

    internal XBitHack? XBit { get; set; }

    internal bool? LegacyExpressions { get; set; }

    internal bool? LastModified { get; set; }

    internal bool? Etag { get; set; }

    public IncludeSettings Merge(IncludeSettings inner) => new()
    {
        ErrorMessage = inner.ErrorMessage ?? ErrorMessage,
        TimeFormat = inner.TimeFormat ?? TimeFormat,
        UndefinedEcho = inner.UndefinedEcho ?? UndefinedEcho,
        XBit = inner.XBit ?? XBit,
        LegacyExpressions = inner.LegacyExpressions ?? LegacyExpressions,
        LastModified = inner.LastModified ?? LastModified,
        Etag = inner.Etag ?? Etag,
    };
}
