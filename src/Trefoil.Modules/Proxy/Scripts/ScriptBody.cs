using System.Globalization;
using Trefoil.Http.Messages;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Proxy.Scripts;

/// <summary>
/// The request's body on its way to a program. Its beginning is read before the program is asked, so that a short one has a length whatever its coding was and can
/// be sent twice. A long one with a length streams; one without is kept in a file without a name until its length is known, because CONTENT_LENGTH comes first.
/// </summary>
internal sealed class ScriptBody(Request request, string module) : IDisposable
{
    private const int Prefetch = 16 * 1024;

    private byte[] _beginning = [];
    private int _count;
    private int _spool = -1;
    private long _spooled;
    private long _read;
    private bool _isWhole;

    /// <summary>True where all of it is in memory.</summary>
    internal bool IsInMemory => _isWhole && _spool < 0;

    /// <summary>True until bytes were taken that cannot be had again.</summary>
    internal bool CanSendAgain => IsInMemory || _spool >= 0;

    /// <summary>What is in memory: all of it, or the beginning.</summary>
    internal ReadOnlyMemory<byte> Beginning => _beginning.AsMemory(0, _count);

    /// <summary>Reads the beginning, and sets Content-Length where there was none; 0 or the status that the client must be answered with.</summary>
    internal async ValueTask<int> PrepareAsync()
    {
        var headers = request.HeadersIn;
        var isChunked = headers.Contains("Transfer-Encoding");
        var announced = headers.Get("Content-Length");
        if (request.Main is not null || (!isChunked && announced is null))
        {
            _isWhole = true;
            return 0;
        }
        if (isChunked)
            headers.Unset("Content-Length");
        var result = await ReadBeginningAsync(isChunked ? Prefetch : Known(announced!));
        if (result != 0)
            return result;
        if (!_isWhole && (isChunked || HasFilters) && await SpoolAsync() is not 0 and var failure)
            return failure;
        if (_isWhole)
        {
            headers.Set("Content-Length", (_count + _spooled).ToString(CultureInfo.InvariantCulture));
            headers.Unset("Transfer-Encoding");
        }
        return 0;
    }

    /// <summary>What follows the beginning: number of bytes, 0 at the end, or a negative status.</summary>
    internal ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        if (_spool < 0)
            return _isWhole ? default : request.Input.ReadAsync(request, buffer);
        var got = FileSystem.ReadAt(_spool, buffer.Span, _read);
        _read += Math.Max(got, 0);
        return new ValueTask<int>(Math.Max(got, 0));
    }

    /// <summary>From the beginning again.</summary>
    internal void Rewind() => _read = 0;

    public void Dispose()
    {
        if (_spool >= 0)
            FileSystem.Close(_spool);
        _spool = -1;
    }

    /// <summary>A filter may change the length that the client has given.</summary>
    private bool HasFilters => request.ProtocolInput is { } protocol && !ReferenceEquals(request.Input, protocol);

    // One byte more than announced, so that the end is seen with the last bytes.
    private static int Known(string announced) =>
        long.TryParse(announced, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length < Prefetch ? (int)length + 1 : Prefetch;

    private async ValueTask<int> ReadBeginningAsync(int size)
    {
        _beginning = new byte[size];
        while (_count < size)
        {
            var got = await request.Input.ReadAsync(request, _beginning.AsMemory(_count));
            if (got < 0)
                return -got;
            if (got == 0)
            {
                _isWhole = true;
                return 0;
            }
            _count += got;
        }
        return 0;
    }

    private async ValueTask<int> SpoolAsync()
    {
        var name = $"/tmp/modproxy.tmp.{Guid.NewGuid():N}";
        _spool = FileSystem.CreateNew(name, 0x180);
        if (_spool < 0)
        {
            Log.Write(request, LogLevel.Error, module, 1090, "creation of temporary file in directory /tmp failed", -_spool);
            return 500;
        }
        FileSystem.Delete(name);
        var piece = new byte[Prefetch];
        int got;
        while ((got = await request.Input.ReadAsync(request, piece)) > 0)
        {
            var written = FileSystem.WriteAll(_spool, piece.AsSpan(0, got));
            if (written < 0)
            {
                Log.Write(request, LogLevel.Error, module, 1091, "write to temporary file failed", -written);
                return 500;
            }
            _spooled += got;
        }
        _isWhole = got == 0;
        return -got;
    }
}
