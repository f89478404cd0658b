using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>A column of the listing, by the letter of the query.</summary>
internal enum IndexColumn
{
    Unset,
    Name = 'N',
    LastModified = 'M',
    Size = 'S',
    Description = 'D',
}

/// <summary>Width of a column: how wide, and whether it grows with its content. Null where nothing was said.</summary>
internal readonly record struct ColumnWidth(int Width, bool Grows);

/// <summary>Per-directory settings of mod_autoindex.</summary>
internal sealed class AutoIndexSettings : ISettings<AutoIndexSettings>
{
    internal const int DefaultWidth = 23;

    internal IndexOption Options { get; set; }

    internal IndexOption Added { get; set; }

    internal IndexOption Removed { get; set; }

    /// <summary>UseOldDateFormat stands for itself: it neither replaces nor is replaced by the other options.</summary>
    internal bool? UsesOldDates { get; set; }

    internal List<IndexRule> Icons { get; private init; } = [];

    internal List<IndexRule> Alts { get; private init; } = [];

    internal List<IndexDescription> Descriptions { get; private init; } = [];

    internal List<IndexRule> Ignored { get; private init; } = [];

    internal bool ForgetsIgnored { get; set; }

    internal string? DefaultIcon { get; set; }

    internal string? Header { get; set; }

    internal string? Readme { get; set; }

    internal string? StyleSheet { get; set; }

    internal string? HeadInsert { get; set; }

    internal string? ContentType { get; set; }

    internal string? Charset { get; set; }

    internal int? IconWidth { get; set; }

    internal int? IconHeight { get; set; }

    internal ColumnWidth? NameWidth { get; set; }

    internal ColumnWidth? DescriptionWidth { get; set; }

    internal IndexColumn SortColumn { get; set; }

    internal bool? SortsAscending { get; set; }

    public AutoIndexSettings Merge(AutoIndexSettings inner)
    {
        var merged = new AutoIndexSettings
        {
            Icons = [.. inner.Icons, .. Icons],
            Alts = [.. inner.Alts, .. Alts],
            Descriptions = [.. inner.Descriptions, .. Descriptions],
            Ignored = inner.ForgetsIgnored ? inner.Ignored : [.. inner.Ignored, .. Ignored],
            UsesOldDates = inner.UsesOldDates ?? UsesOldDates,
            DefaultIcon = inner.DefaultIcon ?? DefaultIcon,
            Header = inner.Header ?? Header,
            Readme = inner.Readme ?? Readme,
            StyleSheet = inner.StyleSheet ?? StyleSheet,
            HeadInsert = inner.HeadInsert ?? HeadInsert,
            ContentType = inner.ContentType ?? ContentType,
            Charset = inner.Charset ?? Charset,
            IconWidth = inner.IconWidth ?? IconWidth,
            IconHeight = inner.IconHeight ?? IconHeight,
            NameWidth = inner.NameWidth ?? NameWidth,
            DescriptionWidth = inner.DescriptionWidth ?? DescriptionWidth,
            SortColumn = inner.SortColumn != IndexColumn.Unset ? inner.SortColumn : SortColumn,
            SortsAscending = inner.SortsAscending ?? SortsAscending,
        };
        MergeOptions(merged, inner);
        return merged;
    }

    /// <summary>Options in effect: what stands without a sign, then what was added and removed.</summary>
    internal IndexOption InEffect => (Options | Added) & ~Removed;

    // Options without a sign replace everything from outside; None also forgets what + and - have said so far.
    private void MergeOptions(AutoIndexSettings merged, AutoIndexSettings inner)
    {
        if ((inner.Options & IndexOption.None) != 0)
        {
            merged.Options = IndexOption.None;
            return;
        }
        if (inner.Options == IndexOption.Unset)
        {
            // What was once taken away stays away, even where it is added again further down.
            merged.Options = Options & ~IndexOption.None;
            merged.Added = (Added | inner.Added) & ~inner.Removed;
            merged.Removed = Removed | inner.Removed;
        }
        else
        {
            merged.Options = inner.Options;
            merged.Added = inner.Added;
            merged.Removed = inner.Removed;
        }
    }
}
