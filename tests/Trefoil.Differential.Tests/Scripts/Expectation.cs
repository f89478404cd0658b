using System.Globalization;

namespace Trefoil.Differential.Tests.Scripts;

/// <summary>Checks the answer of a row that is meant to differ from Apache's.</summary>
internal static class Expectation
{
    public static string? Unmet(CaseRequest request, RawAnswer answer, RunningServer server)
    {
        if (request.Expectations.Count == 0)
        {
            return "A row that differs must say what is expected instead";
        }

        var text = ResponseComparer.NormalForm(answer, request.Bytes, server.Port, server.RunFolder);
        var status = text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? text.Substring(9, 3) : "none";
        foreach (var expectation in request.Expectations)
        {
            var words = expectation.Split(' ', 2);
            var met = words[0] switch
            {
                "status" => status == words[1],
                "contains" => text.Contains(words[1], StringComparison.Ordinal),
                "lacks" => !text.Contains(words[1], StringComparison.Ordinal),
                _ => throw new FormatException("Unknown expectation: " + expectation),
            };
            if (!met)
            {
                return string.Create(CultureInfo.InvariantCulture, $"Expected {expectation}, but got:\n{text}");
            }
        }

        return null;
    }
}
