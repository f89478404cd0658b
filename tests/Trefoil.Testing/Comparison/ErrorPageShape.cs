using System.Text.RegularExpressions;

namespace Trefoil.Testing;

/// <summary>Reduces a built-in error page to its structure: title and heading stay, wording goes.</summary>
public static partial class ErrorPageShape
{
    public static bool IsBuiltIn(Response response) =>
        response.Status >= 300
        && Opening().IsMatch(response.Body)
        && response.Body.Contains("</h1>", StringComparison.Ordinal);

    public static string Of(string body)
    {
        var shape = Signature().Replace(body, "<hr><address/>");
        return Paragraphs().Replace(BareText().Replace(shape, "<p>$0</p>"), "<p/>\n");
    }

    [GeneratedRegex("(<p>.*?</p>\\s*|<p>.*?(?=<hr>|</body>))+", RegexOptions.Singleline)]
    private static partial Regex Paragraphs();

    // Some pages have their sentence right after the heading, in no paragraph at all.
    [GeneratedRegex("(?<=</h1>\\s*)[^<\\s][^<]*")]
    private static partial Regex BareText();

    [GeneratedRegex("^<!DOCTYPE HTML PUBLIC [^>]*>\\s*<html><head>\\s*<title>\\d\\d\\d ")]
    private static partial Regex Opening();

    [GeneratedRegex("<hr>\\s*<address>.*?</address>", RegexOptions.Singleline)]
    private static partial Regex Signature();
}
