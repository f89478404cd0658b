using System.Text;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Mappers.Speling;

/// <summary>The list of names that may have been meant, for the page of a 300.</summary>
internal static class SpellingPage
{
    internal static string Make(Request request, List<SpellingCandidate> candidates, Func<SpellingCandidate, string> target, string folder)
    {
        var page = new StringBuilder(512)
            .Append("<p>There is no <code>").Append(HtmlEscape.Escape(request.Uri)).Append("</code> here,\nbut these names come near:</p>\n<ul>\n");
        foreach (var candidate in candidates)
        {
            page.Append("<li><a href=\"").Append(HtmlEscape.Escape(target(candidate))).Append("\">")
                .Append(HtmlEscape.Escape(folder + candidate.Name + request.PathInfo)).Append("</a> (").Append(Describe(candidate.Kind)).Append(")</li>\n");
        }
        page.Append("</ul>\n");
        if (request.HeadersIn.Get("Referer") is { } referer)
            page.Append("<p>The page that led here, <a href=\"").Append(HtmlEscape.Escape(referer)).Append("\">").Append(HtmlEscape.Escape(referer)).Append("</a>, has a wrong link.</p>\n");
        return page.ToString();
    }

    private static string Describe(SpellingKind kind) => kind switch
    {
        SpellingKind.OtherCase => "upper and lower case",
        SpellingKind.Transposed => "two characters changed places",
        SpellingKind.CharacterMissing => "a character is missing",
        SpellingKind.ExtraCharacter => "a character too many",
        SpellingKind.MistypedCharacter => "a character is another",
        SpellingKind.CommonBasename => "the same name up to the dot",
        _ => "the same",
    };
}
