using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>What the response says about the negotiation: Alternates, Vary, TCN, and the list for the reader of a 300 or 406 page.</summary>
internal static class NegotiationHeaders
{
    internal static void Set(Negotiation negotiation, bool isChoice)
    {
        var fields = negotiation.Request.ErrorHeadersOut;
        var variants = negotiation.Variants;
        if (negotiation.SendsAlternates && variants.Count > 0)
            fields.Merge("Alternates", string.Join(", ", variants.ConvertAll(variant => Alternate(negotiation, variant))));
        var first = variants.Count > 0 ? variants[0] : new Variant();
        var vary = new List<string>();
        if (negotiation.IsTransparent)
            vary.Add("negotiate");
        if (variants.Exists(variant => variant.Type != first.Type))
            vary.Add("accept");
        if (variants.Exists(variant => Differ(Language(variant), Language(first))))
            vary.Add("accept-language");
        if (variants.Exists(variant => Differ(variant.Charset, first.Charset)))
            vary.Add("accept-charset");
        if (variants.Exists(variant => Differ(variant.Encoding, first.Encoding)))
            vary.Add("accept-encoding");
        if (vary.Count > 0)
            fields.Merge("Vary", string.Join(",", vary));
        if (negotiation.IsTransparent)
            fields.Set("TCN", isChoice ? "choice" : "list");
    }

    internal static void StoreList(Negotiation negotiation)
    {
        var text = new StringBuilder("Available variants:\n<ul>\n");
        foreach (var variant in negotiation.Variants)
        {
            text.Append("<li><a href=\"").Append(UriEscaping.EscapeSegment(variant.FileName)).Append("\">").Append(HtmlEscape.Escape(variant.FileName)).Append("</a> ").Append(variant.Description);
            Append(text, ", type ", variant.Type);
            Append(text, ", language ", Language(variant));
            Append(text, ", charset ", variant.Charset);
            Append(text, ", encoding ", variant.Encoding);
            text.Append("</li>\n");
        }
        var request = negotiation.Request;
        (request.Main ?? request).Notes.Set("variant-list", text.Append("</ul>\n").ToString());
    }

    private static string Alternate(Negotiation negotiation, Variant variant)
    {
        var quality = variant.SourceQuality.ToString("0.###", CultureInfo.InvariantCulture);
        var text = new StringBuilder("{\"").Append(UriEscaping.EscapeSegment(variant.FileName)).Append("\" ").Append(quality);
        Append(text, " {type ", variant.Type, "}");
        Append(text, " {charset ", variant.Charset, "}");
        Append(text, " {language ", Language(variant), "}");
        Append(text, " {encoding ", variant.Encoding, "}");
        // What a handler makes has another length than its file.
        if (variant.Found?.Handler is null && variant.Length(negotiation.Directory) is >= 0 and var length)
            text.Append(" {length ").Append(length).Append('}');
        return text.Append('}').ToString();
    }

    private static void Append(StringBuilder text, string before, string? value, string after = "")
    {
        if (!string.IsNullOrEmpty(value))
            text.Append(before).Append(value).Append(after);
    }

    private static string? Language(Variant variant) => variant.HasLanguage ? string.Join(",", variant.Languages!) : null;

    private static bool Differ(string? one, string? other) => !string.Equals(one ?? "", other ?? "", StringComparison.OrdinalIgnoreCase);
}
