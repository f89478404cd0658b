using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>What LanguagePriority may decide (ForceLanguagePriority).</summary>
[Flags]
internal enum LanguageForce
{
    Unset = 0,
    None = 1,
    Prefer = 2,
    Fallback = 4,
}

/// <summary>Per-directory settings of mod_negotiation.</summary>
internal sealed class NegotiationSettings : ISettings<NegotiationSettings>
{
    internal LanguageForce ForceGiven { get; set; }

    internal LanguageForce Force => ForceGiven == LanguageForce.Unset ? LanguageForce.Prefer : ForceGiven;

    internal List<string> LanguagePriority { get; private init; } = [];

    public NegotiationSettings Merge(NegotiationSettings inner) => new()
    {
        ForceGiven = inner.ForceGiven != LanguageForce.Unset ? inner.ForceGiven : ForceGiven,
        LanguagePriority = inner.LanguagePriority.Count > 0 ? inner.LanguagePriority : LanguagePriority,
    };
}

/// <summary>Per-server settings of mod_negotiation.</summary>
internal sealed class NegotiationServerSettings : ISettings<NegotiationServerSettings>
{
    internal bool? CacheNegotiatedDocs { get; set; }

    public NegotiationServerSettings Merge(NegotiationServerSettings inner) => new() { CacheNegotiatedDocs = inner.CacheNegotiatedDocs ?? CacheNegotiatedDocs };
}
