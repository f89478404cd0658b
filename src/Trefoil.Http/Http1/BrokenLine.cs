using Trefoil.Http.Messages;

namespace Trefoil.Http.Http1;

/// <summary>What can be told of a request line that is refused: the access log and error pages show it.</summary>
internal static class BrokenLine
{
    private static readonly char[] Blanks = [' ', '\t', '\v', '\f', '\r'];

    /// <summary>Reads the words of the line as far as there are any.</summary>
    internal static void Describe(Request request, RejectionReason reason)
    {
        request.Protocol = "HTTP/1.0";
        request.ProtocolNumber = 1000;
        if (reason is RejectionReason.LineTooLong or RejectionReason.BareLineFeed or RejectionReason.NulByte)
        {
            var nul = request.RequestLine.IndexOf('\0');
            if (nul >= 0)
                request.RequestLine = request.RequestLine[..nul];
            else if (reason == RejectionReason.LineTooLong)
                request.RequestLine = request.RequestLine[..Math.Min(request.RequestLine.Length, ParseLimits.Of(request.Server).LineLength + 1)];
            else if (reason == RejectionReason.BareLineFeed)
                request.RequestLine += "\n";
            request.Method = "-";
            request.MethodNumber = HttpMethods.Invalid;
            request.Uri = "";
            return;
        }
        var words = request.RequestLine.Split(Blanks, 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        request.RequestLine = string.Join(' ', words);
        request.Uri = "/";
        if (words.Length == 0)
            return;
        request.Method = words[0];
        request.MethodNumber = HttpMethods.NumberOf(words[0]);
        request.IsHead = words[0] == "HEAD";
        if (words.Length > 1 && !RequestTargets.TryApply(request, words[1]))
            RequestTargets.Describe(request, words[1]);
        if (words.Length > 2 && words[2] is ['H', 'T', 'T', 'P', '/', >= '1' and <= '9', '.', >= '0' and <= '9'])
        {
            request.Protocol = words[2];
            request.ProtocolNumber = (words[2][5] - '0') * 1000 + words[2][7] - '0';
        }
    }
}
