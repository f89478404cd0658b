using System.Globalization;
using System.Text;

namespace Trefoil.Testing;

/// <summary>Cuts a byte stream into responses, strictly: what is not a response makes it stop.</summary>
public static class ResponseParser
{
    /// <summary>Parses all responses; the rest that is none (an HTTP/0.9 answer, garbage) is returned as it came.</summary>
    public static (List<Response> Responses, string Leftover) ParseAll(string stream, IReadOnlyList<bool> toHead)
    {
        var responses = new List<Response>();
        var finals = 0;
        while (stream.Length > 0)
        {
            var head = finals < toHead.Count && toHead[finals];
            if (!TryParse(stream, head, atEnd: true, out var response, out var used))
            {
                break;
            }

            responses.Add(response!);
            stream = stream[used..];
            finals += response!.Status >= 200 ? 1 : 0;
        }

        return (responses, stream);
    }

    public static bool TryParse(string text, bool toHead, bool atEnd, out Response? response, out int used)
    {
        response = null;
        used = 0;
        var headEnd = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (!text.StartsWith("HTTP/", StringComparison.Ordinal) || headEnd < 0)
        {
            return false;
        }

        var lines = text[..headEnd].Split("\r\n");
        var headers = new List<(string, string)>();
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            headers.Add(colon < 0 ? (line.TrimEnd(':'), "") : (line[..colon], line[(colon + 2)..]));
        }

        var draft = new Response(lines[0], headers, "", false);
        var start = headEnd + 4;
        if (toHead || draft.Status is (>= 100 and < 200) or 204 or 304)
        {
            response = draft;
            used = start;
            return true;
        }

        if (draft.Header("Transfer-Encoding") is { } coding && coding.Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            return TakeChunks(text, start, atEnd, draft, out response, out used);
        }

        var wanted = draft.Header("Content-Length") is { } length ? long.Parse(length, CultureInfo.InvariantCulture) : long.MaxValue;
        var available = text.Length - start;
        if (available < wanted && !atEnd)
        {
            return false;
        }

        var taken = (int)Math.Min(wanted, available);
        response = draft with { Body = text.Substring(start, taken), Truncated = wanted != long.MaxValue && taken < wanted };
        used = start + taken;
        return true;
    }

    private static bool TakeChunks(string text, int position, bool atEnd, Response draft, out Response? response, out int used)
    {
        var body = new StringBuilder();
        response = null;
        used = 0;
        while (true)
        {
            var lineEnd = text.IndexOf("\r\n", position, StringComparison.Ordinal);
            if (lineEnd < 0
                || !int.TryParse(text.AsSpan(position, lineEnd - position), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size)
                || lineEnd + 2 + size + 2 > text.Length)
            {
                if (!atEnd)
                {
                    return false;
                }

                response = draft with { Body = body.ToString(), Truncated = true };
                used = text.Length;
                return true;
            }

            if (size > 0)
            {
                body.Append(text, lineEnd + 2, size);
                position = lineEnd + 2 + size + 2;
                continue;
            }

            // Trailers, if any, count as part of the body so that they are compared too.
            var trailerEnd = text.IndexOf("\r\n\r\n", lineEnd, StringComparison.Ordinal);
            if (trailerEnd < 0)
            {
                return false;
            }

            body.Append(text, lineEnd + 2, Math.Max(0, trailerEnd - lineEnd - 2));
            response = draft with { Body = body.ToString() };
            used = trailerEnd + 4;
            return true;
        }
    }
}
