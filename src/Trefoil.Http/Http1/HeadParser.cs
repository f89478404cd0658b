using System.Buffers;
using System.Text;

namespace Trefoil.Http.Http1;

/// <summary>
/// Parses a request head in place (RFC 9112, sections 2 to 5), as strictly as Apache with HttpProtocolOptions Strict: CRLF line ends, single blanks,
/// token names, no control characters; each refused shape has its own <see cref="RejectionReason"/>.
/// </summary>
internal static class HeadParser
{
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Control characters but HT: not allowed in field values.</summary>
    private static readonly SearchValues<byte> ValueControls = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    /// <summary>Controls and blank: end or spoil a target.</summary>
    private static readonly SearchValues<byte> TargetEnds = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 127]);

    internal static ParseStatus Parse(ReadOnlySpan<byte> data, RequestHead head, ParseLimits limits)
    {
        head.Reset();
        var at = 0;
        // Empty lines in front of a request are passed over (RFC 9112, 2.2).
        for (var empty = 0; ; empty++)
        {
            if (at < data.Length && data[at] == '\n' && !limits.Strict)
                at++;
            else if (at + 1 < data.Length && data[at] == '\r' && data[at + 1] == '\n')
                at += 2;
            else
                break;
            if (empty >= ParseLimits.EmptyLines)
                return Reject(head, RejectionReason.MalformedLine);
        }
        head.LineStart = at;
        var end = data[at..].IndexOf((byte)'\n');
        if (end < 0)
            return data.Length - at > limits.LineLength + 1 && !(data.Length - at == limits.LineLength + 2 && data[^1] == '\r') ? Reject(head, RejectionReason.LineTooLong) : ParseStatus.NeedMore;
        var line = data.Slice(at, end);
        if (!TrimLineEnd(ref line, limits.Strict, out var reason))
            return Reject(head, line.Length > limits.LineLength + 1 ? RejectionReason.LineTooLong : reason);
        head.LineLength = line.Length;
        if (line.Length > limits.LineLength + 1)
            return Reject(head, RejectionReason.LineTooLong);
        reason = ParseLine(line, at, head, limits);
        if (reason != RejectionReason.None)
            return Reject(head, reason);
        head.HasLine = true;
        at += end + 1;
        if (head.Protocol == 9)
        {
            head.Length = at;
            return ParseStatus.Simple;
        }
        return ParseFields(data, at, head, limits);
    }

    private static RejectionReason ParseLine(ReadOnlySpan<byte> line, int start, RequestHead head, ParseLimits limits)
    {
        if (line.Contains((byte)0))
            return RejectionReason.NulByte;
        var methodEnd = line.IndexOfAnyExcept(TokenBytes);
        if (methodEnd < 0)
        {
            head.MethodLength = line.Length;
            return RejectionReason.MalformedLine;
        }
        head.MethodLength = methodEnd;
        if (methodEnd == 0 || !IsBlank(line[methodEnd]))
            return methodEnd == 0 && IsBlank(line[0]) ? RejectionReason.InvalidWhitespace : RejectionReason.InvalidMethod;
        var targetStart = methodEnd + 1;
        if (line[methodEnd] != ' ')
            return RejectionReason.InvalidWhitespace;
        while (targetStart < line.Length && IsBlank(line[targetStart]))
        {
            if (limits.Strict)
                return RejectionReason.InvalidWhitespace;
            targetStart++;
        }
        head.TargetStart = start + targetStart;
        var length = line[targetStart..].IndexOfAny(TargetEnds);
        if (length < 0)
        {
            head.TargetLength = line.Length - targetStart;
            if (head.TargetLength == 0)
                return RejectionReason.MalformedLine;
            head.Protocol = 9;
            return limits.AllowsSimple && line[..methodEnd].SequenceEqual("GET"u8) ? RejectionReason.None : RejectionReason.SimpleRefused;
        }
        head.TargetLength = length;
        if (!IsBlank(line[targetStart + length]))
            return RejectionReason.InvalidTarget;
        if (line[targetStart + length] != ' ')
            return RejectionReason.InvalidWhitespace;
        var protocol = line[(targetStart + length + 1)..];
        if (!limits.Strict)
            protocol = protocol.Trim(" \t"u8);
        if (protocol.IsEmpty)
        {
            head.Protocol = 9;
            return limits.AllowsSimple && line[..methodEnd].SequenceEqual("GET"u8) ? RejectionReason.None : RejectionReason.SimpleRefused;
        }
        if (protocol.Length != 8 || !protocol[..5].SequenceEqual("HTTP/"u8) || protocol[6] != '.' || !char.IsAsciiDigit((char)protocol[5]) || !char.IsAsciiDigit((char)protocol[7]) || protocol[5] == '0')
            return protocol.Length > 0 && IsBlank(protocol[0]) ? RejectionReason.InvalidWhitespace : RejectionReason.InvalidProtocol;
        head.Protocol = (protocol[5] - '0') * 1000 + (protocol[7] - '0');
        return line.Slice(targetStart, length).Contains((byte)'#') ? RejectionReason.InvalidTarget : RejectionReason.None;
    }

    private static ParseStatus ParseFields(ReadOnlySpan<byte> data, int at, RequestHead head, ParseLimits limits)
    {
        while (true)
        {
            var rest = data[at..];
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
            {
                if (rest.Length <= limits.FieldLength + 2)
                    return ParseStatus.NeedMore;
                return RejectField(head, RejectionReason.FieldTooLong, at, NameLengthOf(rest));
            }
            var line = rest[..end];
            if (!TrimLineEnd(ref line, limits.Strict, out var reason))
                return Reject(head, reason);
            if (line.IsEmpty)
            {
                head.Length = at + end + 1;
                return ParseStatus.Complete;
            }
            if (line.Length > limits.FieldLength + 1)
                return RejectField(head, RejectionReason.FieldTooLong, at, NameLengthOf(line));
            reason = IsBlank(line[0]) ? FoldLine(line, at, head, limits) : ParseField(line, at, head, limits);
            if (reason != RejectionReason.None)
                return RejectField(head, reason, at, line.Length);
            at += end + 1;
        }
    }

    private static RejectionReason ParseField(ReadOnlySpan<byte> line, int start, RequestHead head, ParseLimits limits)
    {
        if (limits.FieldCount > 0 && head.FieldCount >= limits.FieldCount)
            return RejectionReason.TooManyFields;
        var nameLength = line.IndexOfAnyExcept(TokenBytes);
        if (nameLength < 0)
            return RejectionReason.MissingColon;
        if (line[nameLength] != ':')
        {
            return line.Contains((byte)':') ? RejectionReason.InvalidFieldName : RejectionReason.MissingColon;
        }
        return nameLength == 0 ? RejectionReason.InvalidFieldName : AddField(line, start, nameLength, nameLength + 1, head, limits.Strict);
    }

    private static RejectionReason AddField(ReadOnlySpan<byte> line, int start, int nameLength, int valueStart, RequestHead head, bool strict)
    {
        while (valueStart < line.Length && IsBlank(line[valueStart]))
            valueStart++;
        var valueEnd = line.Length;
        while (valueEnd > valueStart && IsBlank(line[valueEnd - 1]))
            valueEnd--;
        if (strict ? line[valueStart..valueEnd].ContainsAny(ValueControls) : line[valueStart..valueEnd].Contains((byte)0))
            return RejectionReason.InvalidFieldValue;
        head.AddField(new RequestHead.Field(start, nameLength, start + valueStart, valueEnd - valueStart));
        Classify(line[..nameLength], head);
        return RejectionReason.None;
    }

    /// <summary>A line that continues the field before it (obs-fold, RFC 9112, 5.2); the value is unfolded when it is copied.</summary>
    private static RejectionReason FoldLine(ReadOnlySpan<byte> line, int start, RequestHead head, ParseLimits limits)
    {
        if (head.FieldCount == 0)
            return RejectionReason.FoldingFirst;
        if (line.ContainsAny(ValueControls))
            return RejectionReason.InvalidFieldValue;
        var end = line.TrimEnd(" \t"u8).Length;
        var field = head[head.FieldCount - 1];
        if (start + end - field.NameStart > limits.FieldLength + 1)
            return RejectionReason.FieldTooLong;
        if (end > 0)
            head.FoldInto(start + end);
        return RejectionReason.None;
    }

    private static void Classify(ReadOnlySpan<byte> name, RequestHead head)
    {
        var index = head.FieldCount - 1;
        switch (name.Length)
        {
            case 4 when Is(name, "host"u8):
                head.Known |= KnownFields.Host;
                head.HostIndex = index;
                head.HostCount++;
                break;
            case 5 when Is(name, "range"u8):
                head.Known |= KnownFields.Range;
                break;
            case 6 when Is(name, "expect"u8):
                head.Known |= KnownFields.Expect;
                break;
            case 7 when Is(name, "upgrade"u8):
                head.Known |= KnownFields.Upgrade;
                break;
            case 8 when Is(name, "if-match"u8) || Is(name, "if-range"u8):
                head.Known |= KnownFields.OtherCondition;
                break;
            case 10 when Is(name, "connection"u8):
                // More than one is rare; the whole path joins them.
                head.Known |= (head.Known & KnownFields.Connection) != 0 ? KnownFields.Folded : KnownFields.Connection;
                head.ConnectionIndex = index;
                break;
            case 13 when Is(name, "if-none-match"u8):
                head.Known |= (head.Known & KnownFields.IfNoneMatch) != 0 ? KnownFields.OtherCondition : KnownFields.IfNoneMatch;
                head.NoneMatchIndex = index;
                break;
            case 14 when Is(name, "content-length"u8):
                head.Known |= KnownFields.ContentLength;
                break;
            case 17 when Is(name, "transfer-encoding"u8):
                head.Known |= KnownFields.TransferEncoding;
                break;
            case 17 when Is(name, "if-modified-since"u8):
                head.Known |= (head.Known & KnownFields.IfModifiedSince) != 0 ? KnownFields.OtherCondition : KnownFields.IfModifiedSince;
                head.ModifiedSinceIndex = index;
                break;
            case 19 when Is(name, "if-unmodified-since"u8):
                head.Known |= KnownFields.OtherCondition;
                break;
        }
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCase) => Ascii.EqualsIgnoreCase(name, lowerCase);

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';

    /// <summary>Takes the CR off a line cut at its LF.</summary>
    private static bool TrimLineEnd(ref ReadOnlySpan<byte> line, bool strict, out RejectionReason reason)
    {
        reason = RejectionReason.BareLineFeed;
        if (line.Length > 0 && line[^1] == '\r')
            line = line[..^1];
        else if (strict)
            return false;
        return true;
    }

    private static int NameLengthOf(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return colon >= 0 ? colon : Math.Min(line.Length, 80);
    }

    private static ParseStatus Reject(RequestHead head, RejectionReason reason)
    {
        head.Rejection = reason;
        return ParseStatus.Rejected;
    }

    private static ParseStatus RejectField(RequestHead head, RejectionReason reason, int start, int length)
    {
        head.RejectedStart = start;
        head.RejectedLength = length;
        return Reject(head, reason);
    }
}
