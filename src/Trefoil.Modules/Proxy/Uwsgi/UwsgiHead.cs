using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Proxy.Uwsgi;

/// <summary>The head of a uwsgi answer: an HTTP status line, then fields that are the response's as they stand.</summary>
internal static class UwsgiHead
{
    internal static int Apply(Request request, ReadOnlySpan<byte> text, string module, out int length)
    {
        length = 0;
        var first = NextLine(text, ref length);
        if (!IsStatusLine(first))
        {
            Log.Write(request, LogLevel.Error, module, 10107, "malformed status line in the answer of the backend");
            return 502;
        }
        request.Status = int.Parse(first.AsSpan(9, 3), CultureInfo.InvariantCulture);
        request.StatusLine = first[9..];
        while (NextLine(text, ref length) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':');
            if (colon <= 0)
            {
                Log.Write(request, LogLevel.Error, module, 10106, "response header without a colon in the answer of the backend");
                return 502;
            }
            Take(request, line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
        }
        // The answer ends with the connection: nobody knows how long it becomes.
        request.HasUnmeasuredBody = true;
        return 0;
    }

    private static bool IsStatusLine(string line) =>
        line.Length >= 12 && line.StartsWith("HTTP/1.", StringComparison.Ordinal) && line[8] == ' ' && line.AsSpan(9, 3).IndexOfAnyExceptInRange('0', '9') < 0
        && line[9] != '0';

    private static void Take(Request request, string name, string value)
    {
        if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            request.ContentType = value;
        if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) && !name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            request.HeadersOut.Add(name, value);
    }

    private static string NextLine(ReadOnlySpan<byte> text, ref int at)
    {
        var end = text[at..].IndexOf((byte)'\n');
        var line = end < 0 ? text[at..] : text.Slice(at, end);
        at = end < 0 ? text.Length : at + end + 1;
        if (line.Length > 0 && line[^1] == '\r')
            line = line[..^1];
        return Encoding.Latin1.GetString(line);
    }
}
