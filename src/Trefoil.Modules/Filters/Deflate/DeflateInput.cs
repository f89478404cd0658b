using Trefoil.Http.Core;
using Trefoil.Http.Input;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Deflate;

/// <summary>DEFLATE on the way in: undoes gzip of a request body, within limits that keep a small upload from swelling without bounds.</summary>
internal sealed class DeflateInput : InputFilter
{
    private readonly byte[] _compressed = new byte[8192];
    private Inflater? _inflater;
    private bool _decided, _sourceEnded;
    private long _in, _out;
    private int _ratioHits;

    public override string Name => "DEFLATE";

    public override async ValueTask<int> ReadAsync(Request request, Memory<byte> buffer)
    {
        if (!_decided)
        {
            _decided = true;
            if (request.Main is null && TakeEncoding(request))
                _inflater = new Inflater();
        }
        if (_inflater is not { } inflater)
            return await Next.ReadAsync(request, buffer);
        while (true)
        {
            var got = inflater.Read(buffer.Span);
            if (got < 0)
            {
                Log.Write(request, LogLevel.Error, DeflateModule.ShortNameInLogs, 1392, "Zlib: the request body is no valid gzip data");
                return -400;
            }
            if (got > 0)
                return Check(request, got);
            if (_sourceEnded)
                return 0;
            var more = await Next.ReadAsync(request, _compressed);
            if (more < 0)
                return more;
            _sourceEnded = inflater.IsComplete = more == 0;
            _in += more;
            inflater.Feed(_compressed.AsSpan(0, more));
        }
    }

    private int Check(Request request, int got)
    {
        _out += got;
        var limits = request.Directory<InflateLimits>();
        var limit = limits.BodyLimit ?? request.Directory<CoreDirectorySettings>().LimitRequestBody;
        if (limit > 0 && _out > limit)
        {
            Log.Write(request, LogLevel.Error, DeflateModule.ShortNameInLogs, 2648, $"Inflated content length of {_out} is larger than the configured limit of {limit}");
            return -413;
        }
        if (_out <= (_in + 1) * (limits.RatioLimit ?? 200))
            _ratioHits = 0;
        else if (++_ratioHits > (limits.RatioBurst ?? 3))
        {
            Log.Write(request, LogLevel.Error, DeflateModule.ShortNameInLogs, 2649,
                $"Inflated content ratio is larger than the configured limit {limits.RatioLimit ?? 200} by {_ratioHits} time(s)");
            return -413;
        }
        return got;
    }

    private static bool TakeEncoding(Request request)
    {
        var headers = request.HeadersIn;
        if (headers.Get("Content-Encoding") is not { } encoding || !(encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) || encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase)))
            return false;
        headers.Unset("Content-Encoding");
        headers.Unset("Content-Length");
        headers.Unset("Content-MD5");
        return true;
    }
}
