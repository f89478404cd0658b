namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>Weighs a variant in each dimension against what the client accepts.</summary>
internal static class VariantQuality
{
    private const float BarelyAcceptable = 0.0001f;

    internal static void SetAll(Negotiation negotiation, Variant variant, float qualityWithoutLanguage)
    {
        SetType(negotiation, variant);
        LanguageQuality.Set(negotiation, variant, qualityWithoutLanguage);
        SetEncoding(negotiation, variant);
        SetCharset(negotiation, variant);
    }

    private static void SetType(Negotiation negotiation, Variant variant)
    {
        var quality = 0f;
        variant.TypeMatch = 0;
        foreach (var item in negotiation.Types)
        {
            var match = MatchType(item, variant);
            if (match <= variant.TypeMatch)
                continue;
            variant.TypeMatch = match;
            // Browsers that give wildcards no quality do not mean them to count as much as the types they name.
            var isBareWildcard = match < 3 && !negotiation.TakesFieldsLiterally && !negotiation.HasTypeQualities;
            quality = isBareWildcard ? match * 0.01f : item.Quality;
        }
        variant.TypeQuality = quality;
        if (variant.TypeMatch is 1 or 2)
            variant.IsDefinite = false;
    }

    private static int MatchType(AcceptItem item, Variant variant)
    {
        if (item.Name is "*" or "*/*")
            return 1;
        if (item.Name.EndsWith("/*", StringComparison.Ordinal) && variant.Type.AsSpan().StartsWith(item.Name.AsSpan(0, item.Name.Length - 1)))
            return 2;
        if (item.Name != variant.Type && !(item.Name == "text/html" && variant.IsHtml))
            return 0;
        if (item.Level < variant.Level)
            return 0;
        variant.LevelMatched = variant.Level;
        return 3;
    }

    private static void SetEncoding(Negotiation negotiation, Variant variant)
    {
        var encoding = variant.Encoding;
        var isIdentity = encoding is null or "" or "7bit" or "8bit" or "binary";
        if (negotiation.Encodings is null)
        {
            variant.EncodingQuality = isIdentity ? 1 : 0.5f;
            return;
        }
        var wanted = isIdentity ? "identity" : Plain(encoding!);
        var quality = isIdentity ? BarelyAcceptable : 0;
        foreach (var item in negotiation.Encodings)
        {
            if (Plain(item.Name) == wanted)
            {
                quality = item.Quality;
                break;
            }
            if (item.Name == "*")
                quality = item.Quality;
        }
        variant.EncodingQuality = quality;
    }

    /// <summary>The name of a content coding without the mark of the days before registration.</summary>
    internal static string Plain(string encoding) => encoding.StartsWith("x-", StringComparison.Ordinal) ? encoding[2..] : encoding;

    private static void SetCharset(Negotiation negotiation, Variant variant)
    {
        var charset = variant.Charset;
        if (negotiation.Charsets is null)
        {
            if (!string.IsNullOrEmpty(charset))
                variant.IsDefinite = false;
            return;
        }
        if (string.IsNullOrEmpty(charset))
        {
            if (!variant.Type.StartsWith("text/", StringComparison.Ordinal))
                return;
            charset = "iso-8859-1";
        }
        AcceptItem? star = null;
        foreach (var item in negotiation.Charsets)
        {
            if (item.Name == charset)
            {
                variant.CharsetQuality = item.Quality;
                return;
            }
            if (item.Name == "*")
                star = item;
        }
        if (star is not null)
            variant.IsDefinite = false;
        variant.CharsetQuality = star?.Quality ?? (charset == "iso-8859-1" ? 1 : 0);
    }
}
