using System.Globalization;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>Takes a backend's body out of its framing, piece by piece, as it lies in the reader's buffer.</summary>
internal sealed class ResponseBody
{
    private const int LongestLine = 8192;

    private readonly BackendReader _reader;
    private readonly Framing _framing;
    private long _left;
    private ChunkState _chunk = ChunkState.Size;

    private ResponseBody(BackendReader reader, Framing framing, long length)
    {
        _reader = reader;
        _framing = framing;
        _left = length;
        IsComplete = framing == Framing.Length && length == 0;
    }

    private enum Framing
    {
        Length,
        Chunked,
        UntilClose,
    }

    private enum ChunkState
    {
        Size,
        Data,
        DataEnd,
        Trailers,
    }

    /// <summary>True when all of it has been taken.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>True where only the end of the connection ends it.</summary>
    internal bool EndsWithConnection => _framing == Framing.UntilClose;

    /// <summary>Trailer fields of a chunked body.</summary>
    internal HeaderTable? Trailers { get; private set; }

    /// <summary>The body of a response with these fields; null where its length is no number.</summary>
    internal static ResponseBody? Of(BackendReader reader, HeaderTable fields, string? coding)
    {
        if (coding is not null && Http.Http1.FieldTokens.Last(coding).Equals("chunked", StringComparison.OrdinalIgnoreCase))
            return new ResponseBody(reader, Framing.Chunked, 0);
        if (coding is not null || fields.Get("Content-Length") is not { } text)
            return new ResponseBody(reader, Framing.UntilClose, 0);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? new ResponseBody(reader, Framing.Length, length) : null;
    }

    /// <summary>
    /// Body bytes at the beginning of the reader's buffer, to be taken by the caller with <see cref="Taken"/>: their number, 0 where more has to be received
    /// (or the body is complete), -1 where the framing is broken.
    /// </summary>
    internal int Available()
    {
        if (IsComplete)
            return 0;
        if (_framing == Framing.UntilClose)
            return _reader.Unread.Length;
        if (_framing == Framing.Length)
            return (int)Math.Min(_left, _reader.Unread.Length);
        while (_chunk != ChunkState.Data)
        {
            var step = ChunkLine();
            if (step <= 0 || IsComplete)
                return Math.Min(step, 0);
        }
        return (int)Math.Min(_left, _reader.Unread.Length);
    }

    /// <summary>Says how many of the available bytes were used.</summary>
    internal void Taken(int count)
    {
        _reader.Take(count);
        if (_framing == Framing.UntilClose)
            return;
        _left -= count;
        if (_left > 0)
            return;
        if (_framing == Framing.Length)
            IsComplete = true;
        else
            _chunk = ChunkState.DataEnd;
    }

    /// <summary>The connection has ended: fine where nothing else was to end the body.</summary>
    internal bool EndsWell()
    {
        if (_framing == Framing.UntilClose)
            IsComplete = true;
        return IsComplete;
    }

    /// <summary>Reads one line of the framing: 1, 0 where it is not whole yet, -1 where it is wrong.</summary>
    private int ChunkLine()
    {
        var unread = _reader.Unread;
        var end = unread.IndexOf((byte)'\n');
        if (end < 0)
            return unread.Length > LongestLine ? -1 : 0;
        var line = end > 0 && unread[end - 1] == '\r' ? unread[..(end - 1)] : unread[..end];
        switch (_chunk)
        {
            case ChunkState.DataEnd:
                if (!line.IsEmpty)
                    return -1;
                _chunk = ChunkState.Size;
                break;
            case ChunkState.Size:
                var digits = 0;
                while (digits < line.Length && digits < 16 && char.IsAsciiHexDigit((char)line[digits]))
                    digits++;
                if (digits == 0 || !long.TryParse(line[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0)
                    return -1;
                _chunk = _left == 0 ? ChunkState.Trailers : ChunkState.Data;
                break;
            default:
                if (line.IsEmpty)
                    IsComplete = true;
                else if (line.IndexOf((byte)':') is > 0 and var colon)
                    (Trailers ??= new HeaderTable()).Add(FieldNames.Text(line[..colon]), FieldNames.Text(line[(colon + 1)..].Trim(" \t"u8)));
                break;
        }
        _reader.Take(end + 1);
        return 1;
    }
}
