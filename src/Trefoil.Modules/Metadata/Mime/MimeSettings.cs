using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Metadata.Mime;

/// <summary>Which extensions negotiation may add to a name that was asked for (MultiviewsMatch).</summary>
[Flags]
internal enum MultiviewsMatch
{
    Unset = 0,
    Any = 1,
    NegotiatedOnly = 2,
    Handlers = 4,
    Filters = 8,
}

/// <summary>Per-directory settings of mod_mime.</summary>
internal sealed class MimeSettings : ISettings<MimeSettings>
{
    /// <summary>By extension, lower case without the dot.</summary>
    internal Dictionary<string, ExtensionInfo> Extensions { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>What Remove* directives take from the settings around this section; looked at when merging.</summary>
    internal List<(string Extension, MimeAttribute Attribute)> Removed { get; } = [];

    internal string? DefaultLanguage { get; set; }

    internal MultiviewsMatch MultiviewsMatch { get; set; }

    internal bool? UsePathInfo { get; set; }

    internal void Add(string extension, MimeAttribute attribute, string value)
    {
        var known = Extensions.GetValueOrDefault(extension, ExtensionInfo.Empty);
        Extensions[extension] = known.With(attribute, value);
    }

    public MimeSettings Merge(MimeSettings inner)
    {
        var merged = new MimeSettings
        {
            Extensions = new Dictionary<string, ExtensionInfo>(Extensions, StringComparer.Ordinal),
            DefaultLanguage = inner.DefaultLanguage ?? DefaultLanguage,
            MultiviewsMatch = inner.MultiviewsMatch != MultiviewsMatch.Unset ? inner.MultiviewsMatch : MultiviewsMatch,
            UsePathInfo = inner.UsePathInfo ?? UsePathInfo,
        };
        foreach (var (extension, info) in inner.Extensions)
            merged.Extensions[extension] = Extensions.TryGetValue(extension, out var outer) ? outer.Merge(info) : info;
        // Remove* wins over every Add* of the same section, wherever it stands in it.
        foreach (var (extension, attribute) in inner.Removed)
        {
            if (merged.Extensions.TryGetValue(extension, out var info) || attribute == MimeAttribute.Type)
                merged.Extensions[extension] = (info ?? ExtensionInfo.Empty).With(attribute, attribute == MimeAttribute.Type ? "" : null);
        }
        return merged;
    }
}
