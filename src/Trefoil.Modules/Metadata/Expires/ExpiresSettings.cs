using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Metadata.Expires;

/// <summary>Expires* directives of one place.</summary>
internal sealed class ExpiresSettings : ISettings<ExpiresSettings>
{
    private Dictionary<string, ExpiryCode> _byType = new(StringComparer.OrdinalIgnoreCase);
    private bool _hasWildcards;

    internal bool? Active { get; set; }

    internal ExpiryCode? Default { get; set; }

    internal bool IsIdle => Active != true || (Default is null && _byType.Count == 0);

    internal void SetForType(string type, ExpiryCode code)
    {
        _byType[type] = code;
        _hasWildcards |= type.EndsWith("/*", StringComparison.Ordinal);
    }

    /// <summary>The code for a media type (parameters are ignored): its own, its major type's, or the default.</summary>
    internal ExpiryCode? Find(string? contentType)
    {
        if (contentType is null)
            return Default;
        var semicolon = contentType.IndexOf(';', StringComparison.Ordinal);
        var type = (semicolon < 0 ? contentType : contentType[..semicolon]).TrimEnd(' ', '\t');
        if (_byType.TryGetValue(type, out var code))
            return code;
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        return _hasWildcards && slash >= 0 && _byType.TryGetValue(type[..(slash + 1)] + "*", out code) ? code : Default;
    }

    public ExpiresSettings Merge(ExpiresSettings inner)
    {
        var merged = new ExpiresSettings
        {
            Active = inner.Active ?? Active,
            Default = inner.Default ?? Default,
            _byType = new Dictionary<string, ExpiryCode>(_byType, StringComparer.OrdinalIgnoreCase),
            // wildcards of the outer place work only while the inner one names some of its own, as in Apache
            _hasWildcards = inner._hasWildcards,
        };
        foreach (var (type, code) in inner._byType)
            merged._byType[type] = code;
        return merged;
    }
}
