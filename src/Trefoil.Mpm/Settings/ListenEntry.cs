namespace Trefoil.Mpm.Settings;

/// <summary>One Listen line.</summary>
/// <param name="Host">Address or name as written, without brackets; null for every address.</param>
/// <param name="Port">The port.</param>
/// <param name="Protocol">The protocol given, or "https" for port 443 and "http" else.</param>
public sealed record ListenEntry(string? Host, int Port, string Protocol)
{
    /// <summary>Reads "[address:]port [protocol]"; null and the reason where it is wrong.</summary>
    internal static ListenEntry? Parse(IReadOnlyList<string> arguments, out string? error)
    {
        error = arguments.Count is 1 or 2 ? null : "Listen requires 1 or 2 arguments.";
        if (error is not null)
            return null;
        var text = arguments[0];
        string? host = null;
        var portText = text;
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']');
            if (end < 0 || (end + 1 < text.Length && text[end + 1] != ':'))
                return Refuse("Invalid address or port", out error);
            host = text[1..end];
            portText = end + 2 <= text.Length ? text[(end + 2)..] : "";
            if (end + 1 == text.Length)
                return Refuse("Port must be specified", out error);
        }
        else if (text.LastIndexOf(':') is >= 0 and var colon)
        {
            host = text[..colon];
            portText = text[(colon + 1)..];
            if (host.Contains(':'))
                return Refuse("Invalid address or port", out error);
        }
        else if (!IsDigits(text))
        {
            return Refuse("Port must be specified", out error);
        }
        if (!IsDigits(portText) || portText.Length > 5 || int.Parse(portText) is 0 or > 65535 || host is "")
            return Refuse("Invalid address or port", out error);
        var port = int.Parse(portText);
        var protocol = arguments.Count == 2 ? arguments[1].ToLowerInvariant() : port == 443 ? "https" : "http";
        return new ListenEntry(host is "*" ? null : host, port, protocol);
    }

    private static ListenEntry? Refuse(string reason, out string? error)
    {
        error = reason;
        return null;
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
