using System.Buffers;
using System.IO.Compression;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.Brotli;

/// <summary>BROTLI_COMPRESS: compresses a response with brotli.</summary>
internal sealed class BrotliOutput : TransformingFilter
{
    private readonly EncodedOutput _output = new();
    private readonly byte[] _piece = new byte[8192];
    private BrotliEncoder _encoder;
    private long _input;

    public override string Name => "BROTLI_COMPRESS";

    public override FilterType Type => FilterType.ContentSet;

    protected override bool Begin(Request request)
    {
        if (request.Main is not null || request.Status == 204 || request.EnvironmentOrNull?.Contains("no-brotli") == true
            || request.HeadersOut.Contains("Content-Range") || ContentCodings.IsEncoded(request))
            return false;
        request.HeadersOut.Merge("Vary", "Accept-Encoding");
        if (!ContentCodings.IsAccepted(request, "br"))
            return false;
        var settings = request.ForServer<BrotliSettings>();
        ContentCodings.Announce(request, "br", settings.Etag ?? EtagChange.AddSuffix);
        if (request.Status == 304)
            return false;
        _encoder = new BrotliEncoder(settings.Quality ?? 5, settings.Window ?? 18);
        return true;
    }

    protected override async ValueTask TransformAsync(Request request, ReadOnlyMemory<byte> data)
    {
        _input += data.Length;
        OperationStatus status;
        do
        {
            status = _encoder.Compress(data.Span, _piece, out var consumed, out var written, isFinalBlock: false);
            _output.Write(_piece.AsSpan(0, written));
            data = data[consumed..];
        }
        while (status == OperationStatus.DestinationTooSmall || data.Length > 0);
        if (_output.IsPieceFull)
            await _output.HandOnAsync(request, Next, isLast: false);
    }

    protected override ValueTask PushAsync(Request request)
    {
        while (_encoder.Flush(_piece, out var written) == OperationStatus.DestinationTooSmall || written > 0)
            _output.Write(_piece.AsSpan(0, written));
        return _output.HandOnAsync(request, Next, isLast: false);
    }

    protected override async ValueTask EndAsync(Request request)
    {
        OperationStatus status;
        do
        {
            status = _encoder.Compress([], _piece, out _, out var written, isFinalBlock: true);
            _output.Write(_piece.AsSpan(0, written));
        }
        while (status == OperationStatus.DestinationTooSmall);
        _encoder.Dispose();
        request.ForServer<BrotliSettings>().Notes.Publish(request, _input, _output.Total);
        await _output.HandOnAsync(request, Next, isLast: true);
    }
}
