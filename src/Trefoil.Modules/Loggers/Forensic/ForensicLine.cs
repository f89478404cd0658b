using System.Text;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Loggers.Forensic;

/// <summary>The two lines about a request: "+id|request line|Name:value|..." and "-id".</summary>
internal static class ForensicLine
{
    internal static byte[] Begin(string id, Request request)
    {
        var line = new StringBuilder(512).Append('+').Append(id).Append('|');
        AppendEscaped(line, request.RequestLine);
        var fields = request.HeadersInUntracked;
        for (var i = 0; i < fields.Count; i++)
        {
            line.Append('|');
            AppendEscaped(line, fields[i].Key);
            line.Append(':');
            AppendEscaped(line, fields[i].Value);
        }
        return Encoding.Latin1.GetBytes(line.Append('\n').ToString());
    }

    internal static byte[] End(string id) => Encoding.Latin1.GetBytes($"-{id}\n");

    // What would end a field or the line, or not be printed, is written as two hexadecimal digits.
    private static void AppendEscaped(StringBuilder line, string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or >= '\x7f' or ':' or '|' or '%')
                line.Append('%').Append("0123456789abcdef"[c >> 4 & 15]).Append("0123456789abcdef"[c & 15]);
            else
                line.Append(c);
        }
    }
}
