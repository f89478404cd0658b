using System.IO.Compression;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Deflate;

/// <summary>INFLATE: undoes gzip so that further filters (or clients that do not know it) see plain content.</summary>
internal sealed class InflateOutput : TransformingFilter
{
    private readonly EncodedOutput _output = new();
    private readonly Inflater _inflater = new();
    private readonly byte[] _piece = new byte[8192];

    public override string Name => "INFLATE";

    public override FilterType Type => FilterType.Resource;

    protected override bool Begin(Request request)
    {
        if (request.Main is not null || request.Status == 204 || request.HeadersOut.Contains("Content-Range") || !TakeEncoding(request))
            return false;
        ContentCodings.ForgetLength(request);
        ContentCodings.ChangeEtag(request, "gunzip", request.ForServer<DeflateSettings>().Etag ?? EtagChange.AddSuffix);
        return request.Status != 304;
    }

    protected override async ValueTask TransformAsync(Request request, ReadOnlyMemory<byte> data)
    {
        _inflater.Feed(data.Span);
        await DrainAsync(request);
    }

    protected override async ValueTask EndAsync(Request request)
    {
        _inflater.IsComplete = true;
        await DrainAsync(request);
        await _output.HandOnAsync(request, Next, isLast: true);
    }

    private async ValueTask DrainAsync(Request request)
    {
        int got;
        while ((got = _inflater.Read(_piece)) > 0)
        {
            _output.Write(_piece.AsSpan(0, got));
            if (_output.IsPieceFull)
                await _output.HandOnAsync(request, Next, isLast: false);
        }
        if (got < 0)
            Log.Write(request, LogLevel.Error, DeflateModule.ShortNameInLogs, 1388, "Zlib: Invalid data in the response body; the rest is left out");
    }

    private static bool TakeEncoding(Request request)
    {
        if (request.ContentEncoding is "gzip" or "x-gzip")
        {
            request.ContentEncoding = null;
            return true;
        }
        if (request.HeadersOut.Get("Content-Encoding") is not ("gzip" or "x-gzip"))
            return false;
        request.HeadersOut.Unset("Content-Encoding");
        return true;
    }
}
