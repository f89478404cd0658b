using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Trefoil.Testing;

/// <summary>
/// Writes an answer in a normal form in which two servers can be compared as text: what must differ (time, port,
/// product name, random values, wording of built-in pages) is replaced by a mark, everything else stays as it was.
/// </summary>
public static partial class ResponseComparer
{
    /// <summary>Null when equal, else a readable report.</summary>
    public static string? Difference(RawAnswer expected, RawAnswer actual, string sent, RunningServer oracle, RunningServer subject)
    {
        var expectedText = NormalForm(expected, sent, oracle.Port, oracle.RunFolder);
        var actualText = NormalForm(actual, sent, subject.Port, subject.RunFolder);
        return expectedText == actualText ? null : Report(expectedText, actualText);
    }

    public static string Report(string expected, string actual)
    {
        var report = new StringBuilder();
        var expectedLines = expected.Split('\n');
        var actualLines = actual.Split('\n');
        var first = 0;
        while (first < expectedLines.Length && first < actualLines.Length && expectedLines[first] == actualLines[first])
        {
            first++;
        }

        report.Append(CultureInfo.InvariantCulture, $"First difference at line {first + 1}:\n");
        report.Append("  expected: ").Append(Shorten(expectedLines.ElementAtOrDefault(first))).Append('\n');
        report.Append("  actual:   ").Append(Shorten(actualLines.ElementAtOrDefault(first))).Append('\n');
        report.Append("--- expected\n").Append(Cut(expected)).Append("\n--- actual\n").Append(Cut(actual));
        return report.ToString();
    }

    public static string NormalForm(RawAnswer answer, string sent, int port, string runFolder)
    {
        var (responses, rest) = ResponseParser.ParseAll(answer.Text, HeadFlags(sent));
        var text = new StringBuilder();
        foreach (var response in responses)
        {
            AppendResponse(text, response);
        }

        if (rest.Length > 0)
        {
            text.Append("(not a response)\n").Append(ErrorPageShape.Of(rest)).Append('\n');
        }

        text.Append(answer.Ending == Ending.TimedOut ? "(no end)" : "(closed)");
        return text.ToString()
            .Replace(":" + port.ToString(CultureInfo.InvariantCulture), ":@PORT@", StringComparison.Ordinal)
            .Replace("port " + port.ToString(CultureInfo.InvariantCulture), "port @PORT@", StringComparison.Ordinal)
            .Replace("Port " + port.ToString(CultureInfo.InvariantCulture), "Port @PORT@", StringComparison.Ordinal)
            .Replace(runFolder, "@RUN@", StringComparison.Ordinal);
    }

    private static void AppendResponse(StringBuilder text, Response response)
    {
        var body = response.Body;
        var ownLength = true;
        if (ErrorPageShape.IsBuiltIn(response))
        {
            body = ErrorPageShape.Of(body);
            ownLength = false;
        }
        else if (Address().IsMatch(body))
        {
            body = Address().Replace(body, "<address/>");
            ownLength = false;
        }

        if (response.Header("Content-Type") is { } type && Boundary().Match(type) is { Success: true } boundary)
        {
            body = body.Replace(boundary.Groups[1].Value, "BOUNDARY", StringComparison.Ordinal);
            ownLength = false;
        }

        if (response.Header("Content-Encoding") is "gzip" or "x-gzip" && Inflated(body) is { } inflated)
        {
            // Two compressors may differ in every byte and still say the same.
            body = "(gzip)" + inflated;
            ownLength = false;
        }
        else if (response.Header("Content-Encoding") is "gzip" && response.Body.Length == 0)
        {
            ownLength = false;
        }

        text.Append(response.StatusLine).Append('\n');
        foreach (var (name, value) in response.Headers)
        {
            text.Append(name).Append(": ").Append(NormalValue(response, name, value, ownLength)).Append('\n');
        }

        text.Append('\n').Append(body).Append(response.Truncated ? "(truncated)\n" : "\n");
    }

    private static string? Inflated(string body)
    {
        try
        {
            using var source = new GZipStream(new MemoryStream(Encoding.Latin1.GetBytes(body)), CompressionMode.Decompress);
            using var target = new MemoryStream();
            source.CopyTo(target);
            return Encoding.Latin1.GetString(target.ToArray());
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string NormalValue(Response response, string name, string value, bool ownLength) => name.ToLowerInvariant() switch
    {
        "date" => Time(value) is null ? value : "(date)",
        "server" => "(server)",
        "content-length" when !ownLength => "(length)",
        "content-type" => Boundary().Replace(value, "boundary=BOUNDARY"),
        // Apache's order depends on a random hash seed of the process.
        "allow" => string.Join(',', value.Split(',').Select(method => method.Trim()).Order(StringComparer.Ordinal)),
        "expires" => Relative(response, value),
        "content-range" when response.Header("Content-Encoding") is "gzip" => RangeTotal().Replace(value, "/(length)"),
        "www-authenticate" or "authentication-info" => Nonce().Replace(value, "$1\"(random)\""),
        _ => value,
    };

    private static string Relative(Response response, string value)
    {
        // Both clocks are the server's own; ten seconds of rounding hide the tick between them.
        if (Time(value) is { } expires && Time(response.Header("Date")) is { } date && Math.Abs((expires - date).TotalDays) < 4000)
        {
            return string.Create(CultureInfo.InvariantCulture, $"(date {Math.Round((expires - date).TotalSeconds / 10) * 10:+0;-0;+0} s)");
        }

        return value;
    }

    private static DateTime? Time(string? value) =>
        DateTime.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static List<bool> HeadFlags(string sent) => RequestLine().Matches(sent)
        .Select(match => match.Groups[1].Value == "HEAD")
        .ToList();

    private static string Shorten(string? line) => line is null ? "(nothing)" : line.Length > 300 ? line[..300] + "..." : line;

    private static string Cut(string text) => text.Length > 3000 ? text[..3000] + "\n(cut)" : text;

    [GeneratedRegex("^([A-Za-z]+) [^\r\n]* HTTP/\\d", RegexOptions.Multiline)]
    private static partial Regex RequestLine();

    [GeneratedRegex("<address>[^<]*</address>")]
    private static partial Regex Address();

    [GeneratedRegex("boundary=([0-9A-Za-z]+)")]
    private static partial Regex Boundary();

    [GeneratedRegex("/\\d+$")]
    private static partial Regex RangeTotal();

    [GeneratedRegex("(nonce=|rspauth=)\"[^\"]*\"")]
    private static partial Regex Nonce();
}
