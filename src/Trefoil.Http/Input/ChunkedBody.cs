using Trefoil.Http.Http1;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Input;

/// <summary>Takes a body out of chunked coding (RFC 9112, 7.1): sizes, ignored extensions, trailer fields.</summary>
internal sealed class ChunkedBody
{
    /// <summary>Longest size line with extensions, and longest trailer line.</summary>
    private const int LineLimit = 8190;

    private readonly Http1Session _session;
    private long _chunkLeft;
    private bool _first = true;

    internal ChunkedBody(Http1Session session) => _session = session;

    internal bool IsDone { get; private set; }

    /// <summary>Body bytes; 0 at the end; -status where the coding is broken.</summary>
    internal async ValueTask<int> ReadAsync(Request request, Memory<byte> buffer)
    {
        if (_chunkLeft == 0)
        {
            var failure = await NextChunkAsync(request);
            if (failure != 0)
                return Broken(request, failure);
            if (IsDone)
                return 0;
        }
        var got = await _session.ReadInputAsync(buffer.Length > _chunkLeft ? buffer[..(int)_chunkLeft] : buffer);
        if (got <= 0)
            return got == -Http1Session.TimedOut ? -408 : -400;
        _chunkLeft -= got;
        return got;
    }

    private static int Broken(Request request, int status)
    {
        if (status == 400)
            Log.Write(request, LogLevel.Info, "http", 1590, "Error reading/parsing chunk ", Io.Native.Errno.EINVAL);
        return -status;
    }

    private async ValueTask<int> NextChunkAsync(Request request)
    {
        if (!_first)
        {
            var (gap, gapFailure) = await _session.ReadLineAsync(2);
            if (gapFailure != 0)
                return gapFailure;
            if (gap!.Length != 0)
                return 400;
        }
        _first = false;
        var (line, failure) = await _session.ReadLineAsync(LineLimit);
        if (failure != 0)
            return failure;
        if (!TryParseSize(line!, out _chunkLeft, out var isTooLarge))
            return isTooLarge ? 413 : 400;
        return _chunkLeft > 0 ? 0 : await ReadTrailersAsync(request);
    }

    private async ValueTask<int> ReadTrailersAsync(Request request)
    {
        for (var count = 0; ; count++)
        {
            var (line, failure) = await _session.ReadLineAsync(LineLimit);
            if (failure != 0)
                return failure;
            if (line!.Length == 0)
                break;
            var colon = line.IndexOf(':');
            if (count >= 100 || colon <= 0)
                return 400;
            (request.TrailersIn ??= new HeaderTable()).Add(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }
        IsDone = true;
        if (request.TrailersIn is { } trailers && request.ForServer<Core.CoreServerSettings>().MergeTrailers)
            request.HeadersInUntracked.AddRange(trailers);
        return 0;
    }

    /// <summary>Hex digits, then nothing, blanks, or an extension.</summary>
    private static bool TryParseSize(string line, out long size, out bool isTooLarge)
    {
        size = 0;
        isTooLarge = false;
        var digits = 0;
        while (digits < line.Length && char.IsAsciiHexDigit(line[digits]))
        {
            if (digits >= 15)
            {
                isTooLarge = true;
                return false;
            }
            size = size * 16 + Convert.ToInt32(line[digits].ToString(), 16);
            digits++;
        }
        if (digits == 0)
            return false;
        var rest = line.AsSpan(digits).TrimStart(" \t");
        return rest.IsEmpty || rest[0] == ';';
    }
}
