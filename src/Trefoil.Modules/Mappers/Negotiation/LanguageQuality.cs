namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>Weighs the languages of a variant.</summary>
internal static class LanguageQuality
{
    private const float BarelyAcceptable = 0.0001f;
    private const float SameFamily = 0.001f;

    internal static void Set(Negotiation negotiation, Variant variant, float qualityWithoutLanguage)
    {
        if (!variant.HasLanguage)
        {
            variant.LanguageQuality = qualityWithoutLanguage;
            if (negotiation.Languages is null)
                variant.IsDefinite = false;
            return;
        }
        if (negotiation.Languages is null)
            variant.IsDefinite = false;
        else
            Match(negotiation, negotiation.Languages, variant);
        ApplyPriority(negotiation.Settings, variant);
    }

    /// <summary>For each language of the variant the longest range that fits counts; of those, the best.</summary>
    private static void Match(Negotiation negotiation, List<AcceptItem> ranges, Variant variant)
    {
        var star = ranges.Find(static item => item.Name == "*");
        AcceptItem? best = null;
        var family = 0f;
        var needsStar = false;
        foreach (var language in variant.Languages!)
        {
            AcceptItem? longest = null;
            foreach (var range in ranges)
            {
                if (range.Name == "*")
                    continue;
                if (Covers(range.Name, language) && range.Name.Length > (longest?.Name.Length ?? 0))
                    longest = range;
                // A client that asks for en-US only is better served with en than with nothing.
                if (longest is null && !negotiation.TakesFieldsLiterally && IsSameFamily(range.Name, language))
                    family = SameFamily;
            }
            if (best is null || (longest is not null && longest.Quality > best.Quality))
                best = longest;
            needsStar |= longest is null && star is not null;
        }
        if (needsStar && star!.Quality > (best?.Quality ?? -1))
        {
            best = star;
            variant.IsDefinite = false;
        }
        variant.LanguageQuality = best?.Quality ?? family;
    }

    private static bool Covers(string range, string language) =>
        language.StartsWith(range, StringComparison.OrdinalIgnoreCase) && (language.Length == range.Length || language[range.Length] == '-');

    private static bool IsSameFamily(string range, string language)
    {
        var dash = range.IndexOf('-');
        return dash > 0 && language.AsSpan().StartsWith(range.AsSpan(0, dash), StringComparison.OrdinalIgnoreCase);
    }

    private static void ApplyPriority(NegotiationSettings settings, Variant variant)
    {
        var isAcceptable = variant.LanguageQuality > 0;
        if ((settings.Force & (isAcceptable ? LanguageForce.Prefer : LanguageForce.Fallback)) == 0)
            return;
        var index = -1;
        foreach (var language in variant.Languages!)
        {
            var at = settings.LanguagePriority.FindIndex(name => name.Equals(language, StringComparison.OrdinalIgnoreCase));
            if (at >= 0 && (index < 0 || at < index))
                index = at;
        }
        if (index < 0)
            return;
        variant.LanguageIndex = index;
        if (isAcceptable)
            return;
        variant.LanguageQuality = BarelyAcceptable;
        variant.IsDefinite = false;
    }
}
