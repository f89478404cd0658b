namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>Finds the variant that suits the client best.</summary>
internal static class VariantChoice
{
    /// <summary>The best variant, or null where the client gets a list instead.</summary>
    internal static Variant? Choose(Negotiation negotiation)
    {
        var qualityWithoutLanguage = !negotiation.TakesFieldsLiterally && negotiation.Variants.Exists(static variant => variant.HasLanguage) ? 0.0001f : 1;
        foreach (var variant in negotiation.Variants)
            VariantQuality.SetAll(negotiation, variant, qualityWithoutLanguage);
        if (!negotiation.MayChoose)
            return null;
        // The environment's wish comes first, if there is a variant for it.
        var wish = negotiation.Request.HasEnvironment ? negotiation.Request.Environment.Get("prefer-language") : null;
        if (wish is not null)
        {
            var wished = negotiation.Variants.FindAll(variant => variant.Languages?.Exists(name => name.Equals(wish, StringComparison.OrdinalIgnoreCase)) == true);
            foreach (var variant in wished)
                variant.LanguageQuality = 1;
            if (Best(negotiation, wished) is { } best)
                return best;
        }
        return Best(negotiation, negotiation.Variants);
    }

    private static Variant? Best(Negotiation negotiation, List<Variant> variants)
    {
        Variant? best = null;
        var bestQuality = 0f;
        foreach (var variant in variants)
        {
            var quality = negotiation.UsesRemoteAlgorithm ? RemoteQuality(variant) : OwnQuality(variant);
            if (quality <= 0 || quality < bestQuality)
                continue;
            if (best is null || quality > bestQuality || (negotiation.UsesRemoteAlgorithm
                ? variant.EncodingQuality > best.EncodingQuality
                : IsBetter(negotiation, variant, best)))
            {
                best = variant;
                bestQuality = quality;
            }
        }
        return negotiation.UsesRemoteAlgorithm && best is { IsDefinite: false } ? null : best;
    }

    private static float RemoteQuality(Variant variant) => variant.EncodingQuality == 0
        ? 0
        : variant.TypeQuality * variant.SourceQuality * variant.CharsetQuality * variant.LanguageQuality;

    private static float OwnQuality(Variant variant) => variant.EncodingQuality == 0 || variant.LanguageQuality == 0 || variant.CharsetQuality == 0
        ? 0
        : variant.TypeQuality * variant.SourceQuality;

    /// <summary>
    /// Between variants of equal type quality: 1. language, 2. place in LanguagePriority, 3. level, 4. charset, any but ISO-8859-1 first,
    /// 5. encoding, 6. the shorter one.
    /// </summary>
    private static bool IsBetter(Negotiation negotiation, Variant variant, Variant best)
    {
        // 1.
        if (variant.LanguageQuality != best.LanguageQuality)
            return variant.LanguageQuality > best.LanguageQuality;
        // 2.
        if (variant.LanguageIndex != best.LanguageIndex)
            return variant.LanguageIndex >= 0 && (best.LanguageIndex < 0 || variant.LanguageIndex < best.LanguageIndex);
        // 3.
        if (CompareLevels(variant, best) is not 0 and var level)
            return level > 0;
        // 4.
        if (variant.CharsetQuality != best.CharsetQuality)
            return variant.CharsetQuality > best.CharsetQuality;
        if (!IsDefaultCharset(variant) && IsDefaultCharset(best))
            return true;
        // 5.
        if (variant.EncodingQuality != best.EncodingQuality)
            return variant.EncodingQuality > best.EncodingQuality;
        // 6.
        return variant.Length(negotiation.Directory) < best.Length(negotiation.Directory);
    }

    private static int CompareLevels(Variant variant, Variant best)
    {
        if (variant.IsHtml ? !best.IsHtml : variant.Type != best.Type)
            return 0;
        var matched = variant.LevelMatched.CompareTo(best.LevelMatched);
        return matched != 0 ? matched : best.Level.CompareTo(variant.Level);
    }

    private static bool IsDefaultCharset(Variant variant) => variant.Charset is null or "" or "iso-8859-1";
}
