using System.IO.Compression;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Deflate;

/// <summary>DEFLATE: compresses a response with gzip.</summary>
internal sealed class DeflateOutput : OutputFilter
{
    /// <summary>A body of fewer bytes whose end is known would only grow.</summary>
    private const int LeastLength = 69;

    private const int UsualBufferSize = 8096;

    private readonly byte[] _first = new byte[LeastLength];
    private EncodedOutput _output = null!;
    private int _held;
    private bool _decided;
    private GZipStream? _encoder;
    private long _input;

    public override string Name => "DEFLATE";

    public override FilterType Type => FilterType.ContentSet;

    public override ValueTask WriteAsync(Request request, ReadOnlyMemory<byte> data)
    {
        if (_decided)
            return _encoder is null ? Next.WriteAsync(request, data) : CompressAsync(request, data);
        if (_held + data.Length >= LeastLength || request.HasUnmeasuredBody)
            return BeginAsync(request, data);
        data.Span.CopyTo(_first.AsSpan(_held));
        _held += data.Length;
        return default;
    }

    public override ValueTask SendFileAsync(Request request, FileSegment segment)
    {
        if (segment.Length <= 0)
            return default;
        if (!_decided && _held == 0 && segment.Length >= LeastLength)
            Decide(request);
        return _decided && _encoder is null ? Next.SendFileAsync(request, segment) : segment.PumpAsync(this, request);
    }

    public override async ValueTask FlushAsync(Request request)
    {
        if (!_decided && _held > 0)
            await BeginAsync(request, default);
        if (_encoder is not null)
        {
            _encoder.Flush();
            await _output.HandOnAsync(request, Next, isLast: false);
        }
        await Next.FlushAsync(request);
    }

    public override async ValueTask FinishAsync(Request request)
    {
        if (_encoder is not null)
        {
            _encoder.Dispose();
            request.ForServer<DeflateSettings>().Notes.Publish(request, _input, _output.Total);
            await _output.HandOnAsync(request, Next, isLast: true);
        }
        else if (!_decided && _held > 0)
        {
            Trace(request, "content too short");
            await Next.WriteAsync(request, _first.AsMemory(0, _held));
        }
        await Next.FinishAsync(request);
    }

    private async ValueTask BeginAsync(Request request, ReadOnlyMemory<byte> data)
    {
        if (_held + data.Length == 0)
            return;
        Decide(request);
        if (_held > 0)
            await WriteAsync(request, _first.AsMemory(0, _held));
        if (data.Length > 0)
            await WriteAsync(request, data);
    }

    private void Decide(Request request)
    {
        _decided = true;
        if (Objection(request) is { } objection)
        {
            Trace(request, objection);
            return;
        }
        var settings = request.ForServer<DeflateSettings>();
        ContentCodings.Announce(request, "gzip", settings.Etag ?? EtagChange.AddSuffix);
        if (request.Status == 304)
            return;
        _output = new EncodedOutput(settings.BufferSize ?? UsualBufferSize);
        _encoder = new GZipStream(_output, new ZLibCompressionOptions { CompressionLevel = settings.Level ?? 6 }, leaveOpen: true);
    }

    private async ValueTask CompressAsync(Request request, ReadOnlyMemory<byte> data)
    {
        _input += data.Length;
        _encoder!.Write(data.Span);
        if (_output.IsPieceFull)
            await _output.HandOnAsync(request, Next, isLast: false);
    }

    private static void Trace(Request request, string objection)
    {
        if (Log.IsEnabled(request, DeflateModule.ShortNameInLogs, LogLevel.Trace1))
            Log.Write(request, LogLevel.Trace1, DeflateModule.ShortNameInLogs, 0, $"Not compressing ({objection})");
    }

    // The order matters: from the content's own encoding on the answer depends on Accept-Encoding, and Vary says so even where nothing is compressed.
    private static string? Objection(Request request)
    {
        if (request.Main is not null)
            return "subrequest";
        if (request.Status == 204)
            return "no content";
        if (request.EnvironmentOrNull?.Contains("no-gzip") == true)
            return "no-gzip";
        if (request.HeadersOut.Contains("Content-Range"))
            return "Content-Range";
        if (request.EnvironmentOrNull?.Get("gzip-only-text/html") == "1" && request.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) != true)
            return "gzip-only-text/html";
        if (ContentCodings.IsEncoded(request))
            return "content-encoding set";
        request.HeadersOut.Merge("Vary", "Accept-Encoding");
        if (request.EnvironmentOrNull?.Contains("force-gzip") == true || ContentCodings.IsAccepted(request, "gzip"))
            return null;
        request.IsCacheable = false;
        return "no Accept-Encoding: gzip";
    }
}
