using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Mappers.Dir;

/// <summary>Per-directory settings of mod_dir.</summary>
internal sealed class DirSettings : ISettings<DirSettings>
{
    private static readonly List<string> DefaultNames = ["index.html"];

    /// <summary>Names as given; empty after "disabled".</summary>
    internal List<string>? NamesGiven { get; set; }

    internal List<string> Names => NamesGiven ?? DefaultNames;

    internal bool? AddsSlash { get; set; }

    internal bool? ChecksHandler { get; set; }

    /// <summary>URL path, or "disabled".</summary>
    internal string? Fallback { get; set; }

    /// <summary>Status of a redirect to the index; 0 to serve it in place; null where not given.</summary>
    internal int? IndexRedirect { get; set; }

    public DirSettings Merge(DirSettings inner) => new()
    {
        NamesGiven = inner.NamesGiven ?? NamesGiven,
        AddsSlash = inner.AddsSlash ?? AddsSlash,
        ChecksHandler = inner.ChecksHandler ?? ChecksHandler,
        Fallback = inner.Fallback ?? Fallback,
        IndexRedirect = inner.IndexRedirect ?? IndexRedirect,
    };
}
