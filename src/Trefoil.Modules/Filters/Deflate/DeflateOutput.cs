using System.IO.Compression;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Deflate;

/// <summary>DEFLATE: compresses a response with gzip.</summary>
internal sealed class DeflateOutput : TransformingFilter
{
    private readonly EncodedOutput _output = new();
    private GZipStream? _encoder;
    private long _input;

    public override string Name => "DEFLATE";

    public override FilterType Type => FilterType.ContentSet;

    protected override bool Begin(Request request)
    {
        if (Objection(request) is { } objection)
        {
            if (Log.IsEnabled(request, DeflateModule.ShortNameInLogs, LogLevel.Trace1))
                Log.Write(request, LogLevel.Trace1, DeflateModule.ShortNameInLogs, 0, $"Not compressing ({objection})");
            return false;
        }
        var settings = request.ForServer<DeflateSettings>();
        ContentCodings.Announce(request, "gzip", settings.Etag ?? EtagChange.AddSuffix);
        if (request.Status == 304)
            return false;
        _encoder = new GZipStream(_output, new ZLibCompressionOptions { CompressionLevel = settings.Level ?? 6 }, leaveOpen: true);
        return true;
    }

    protected override async ValueTask TransformAsync(Request request, ReadOnlyMemory<byte> data)
    {
        _input += data.Length;
        _encoder!.Write(data.Span);
        if (_output.IsPieceFull)
            await _output.HandOnAsync(request, Next, isLast: false);
    }

    protected override ValueTask PushAsync(Request request)
    {
        _encoder!.Flush();
        return _output.HandOnAsync(request, Next, isLast: false);
    }

    protected override async ValueTask EndAsync(Request request)
    {
        _encoder!.Dispose();
        request.ForServer<DeflateSettings>().Notes.Publish(request, _input, _output.Total);
        await _output.HandOnAsync(request, Next, isLast: true);
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
