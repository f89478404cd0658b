using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Modules.Proxy.Core;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>What reading a backend's head came to.</summary>
internal enum HeadOutcome
{
    /// <summary>It is read.</summary>
    Complete,
    /// <summary>Some of it is still to come.</summary>
    NeedMore,
    /// <summary>A line is longer than responsefieldsize=.</summary>
    LineTooLong,
    /// <summary>A line is no header field, and that is an error.</summary>
    BadHeader,
    /// <summary>The status line is none that can be believed.</summary>
    BadStatusLine,
}

/// <summary>Head of a backend's response.</summary>
internal sealed class ResponseHead
{
    internal int Major { get; private set; }

    internal int Minor { get; private set; }

    internal int Status { get; private set; }

    /// <summary>"200 OK" as the backend wrote it.</summary>
    internal string StatusLine { get; private set; } = "";

    /// <summary>True for a response without a head (HTTP/0.9).</summary>
    internal bool IsBare { get; private set; }

    /// <summary>The fields in order.</summary>
    internal HeaderTable Fields { get; private set; } = new();

    /// <summary>Lines that were no fields, with the code of the log line that tells.</summary>
    internal List<int>? Oddities { get; private set; }

    /// <summary>What the status line or bad line says, for messages.</summary>
    internal string BadText { get; private set; } = "";

    /// <summary>Reads a head from the beginning of <paramref name="data"/>.</summary>
    /// <param name="data">What has come.</param>
    /// <param name="atEnd">True when nothing more comes: what is there is all of it.</param>
    /// <param name="lineLimit">Longest line.</param>
    /// <param name="badHeader">What to do with lines that are no fields.</param>
    /// <param name="used">Bytes of the head.</param>
    internal HeadOutcome Read(ReadOnlySpan<byte> data, bool atEnd, int lineLimit, BadHeaderMode badHeader, out int used)
    {
        used = 0;
        var at = 0;
        // An empty line may be left over from the response before.
        if (data.StartsWith("\r\n"u8))
            at = 2;
        else if (data.StartsWith("\n"u8))
            at = 1;
        if (!TryLine(data, ref at, atEnd, out var line))
            return data.Length - at > lineLimit ? HeadOutcome.LineTooLong : HeadOutcome.NeedMore;
        if (!IsStatusLine(line))
        {
            IsBare = true;
            (Status, StatusLine) = (200, "200 OK");
            return HeadOutcome.Complete;
        }
        (Major, Minor) = (line[5] - '0', line[7] - '0');
        if (Major != 1 || line.Length >= lineLimit - 1)
        {
            BadText = Encoding.Latin1.GetString(line);
            return HeadOutcome.BadStatusLine;
        }
        Status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + line[11] - '0';
        StatusLine = StatusLineText(line[9..]);
        Fields = new HeaderTable();
        return ReadFields(data, at, atEnd, lineLimit, badHeader, out used);
    }

    private HeadOutcome ReadFields(ReadOnlySpan<byte> data, int at, bool atEnd, int lineLimit, BadHeaderMode badHeader, out int used)
    {
        used = 0;
        while (true)
        {
            var lineStart = at;
            if (!TryLine(data, ref at, atEnd, out var line))
            {
                if (data.Length - lineStart > lineLimit)
                    return HeadOutcome.LineTooLong;
                if (!atEnd)
                    return HeadOutcome.NeedMore;
                used = data.Length;
                return HeadOutcome.Complete;
            }
            if (line.IsEmpty)
            {
                used = at;
                return HeadOutcome.Complete;
            }
            string? folded = null;
            while (at < data.Length && data[at] is (byte)' ' or (byte)'\t')
            {
                if (!TryLine(data, ref at, atEnd, out var more))
                    return HeadOutcome.NeedMore;
                folded = (folded ?? Encoding.Latin1.GetString(line)) + Encoding.Latin1.GetString(more);
            }
            // Whether the line goes on shows only with the next one.
            if (at == data.Length && !atEnd)
                return HeadOutcome.NeedMore;
            if (line.Length > lineLimit)
                return HeadOutcome.LineTooLong;
            var colon = line.IndexOf((byte)':');
            if (colon < 0)
            {
                if (!IsStatusLine(line))
                {
                    if (badHeader == BadHeaderMode.IsError)
                        return HeadOutcome.BadHeader;
                    if (badHeader == BadHeaderMode.StartBody)
                    {
                        (Oddities ??= []).Add(Fields.Count > 0 ? 1098 : 1099);
                        used = lineStart;
                        return HeadOutcome.Complete;
                    }
                }
                (Oddities ??= []).Add(1100);
                continue;
            }
            var value = line[(colon + 1)..].Trim(" \t\r"u8);
            Fields.Add(FieldNames.Text(line[..colon]), folded is null ? FieldNames.Text(value) : folded[(colon + 1)..].Trim(' ', '\t'));
        }
    }

    private static bool TryLine(ReadOnlySpan<byte> data, ref int at, bool atEnd, out ReadOnlySpan<byte> line)
    {
        var rest = data[at..];
        var end = rest.IndexOf((byte)'\n');
        if (end < 0)
        {
            line = rest;
            if (!atEnd || rest.IsEmpty)
                return false;
            at = data.Length;
            return true;
        }
        at += end + 1;
        line = end > 0 && rest[end - 1] == '\r' ? rest[..(end - 1)] : rest[..end];
        return true;
    }

    /// <summary>"HTTP/#.# ###", with anything behind.</summary>
    private static bool IsStatusLine(ReadOnlySpan<byte> line) =>
        line.Length >= 12 && line.StartsWith("HTTP/"u8) && char.IsAsciiDigit((char)line[5]) && line[6] == '.' && char.IsAsciiDigit((char)line[7]) && line[8] == ' '
        && char.IsAsciiDigit((char)line[9]) && char.IsAsciiDigit((char)line[10]) && char.IsAsciiDigit((char)line[11]);

    private static string StatusLineText(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("200 OK"u8))
            return "200 OK";
        var line = Encoding.Latin1.GetString(text.TrimEnd(" \t"u8));
        return line.Length == 3 ? line + " " : line;
    }
}
