using System.Globalization;
using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Errors;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;

namespace Trefoil.Http.DefaultHandling;

/// <summary>
/// Cuts the ranges that the client asked for out of a response whose whole body comes in one piece (a file, or a buffer as long as Content-Length says), or
/// which is short and complete before any of it was handed on. Any other body goes out whole.
/// </summary>
internal sealed class ByteRangeFilter : OutputFilter
{
    private const int HoldBytes = 64 * 1024;

    private bool _decided;
    private bool _swallows;
    private ByteBuffer? _held;

    public override string Name => "BYTERANGE";

    public override FilterType Type => FilterType.Protocol;

    internal static bool Wants(Request request) => request.HeadersInUntracked is { } headers
        && headers.Contains("Range") && request.MethodNumber is HttpMethods.Get or HttpMethods.Post && request.ProtocolNumber >= 1000;

    public override ValueTask WriteAsync(Request request, ReadOnlyMemory<byte> data)
    {
        if (!_decided && !request.HasUnmeasuredBody && !request.HeadersOut.Contains("Content-Length") && (_held?.Length ?? 0) + data.Length <= HoldBytes)
        {
            (_held ??= new ByteBuffer(data.Length)).Append(data.Span);
            return default;
        }
        if (_held is not null)
            return ReleaseAsync(request, data);
        if (!_decided && Decide(request, data.Length, out var ranges) is var outcome && outcome != RangeOutcome.Whole)
        {
            _swallows = true;
            return outcome == RangeOutcome.Unsatisfiable ? RefuseAsync(request) : SendAsync(request, ranges, data, default);
        }
        return _swallows ? default : Next.WriteAsync(request, data);
    }

    public override ValueTask SendFileAsync(Request request, FileSegment segment)
    {
        if (!_decided && Decide(request, segment.Length, out var ranges) is var outcome && outcome != RangeOutcome.Whole)
        {
            _swallows = true;
            return outcome == RangeOutcome.Unsatisfiable ? RefuseAsync(request) : SendAsync(request, ranges, default, segment);
        }
        return _swallows ? default : Next.SendFileAsync(request, segment);
    }

    public override async ValueTask FlushAsync(Request request)
    {
        if (_held is not null)
            await ReleaseAsync(request, default);
        await Next.FlushAsync(request);
    }

    public override async ValueTask FinishAsync(Request request)
    {
        if (_held is { } held)
        {
            _held = null;
            request.HeadersOut.Set("Content-Length", held.Length.ToString(CultureInfo.InvariantCulture));
            await WriteAsync(request, held.Memory);
            held.Dispose();
        }
        await Next.FinishAsync(request);
    }

    private async ValueTask ReleaseAsync(Request request, ReadOnlyMemory<byte> data)
    {
        var held = _held!;
        _held = null;
        _decided = true;
        await Next.WriteAsync(request, held.Memory);
        held.Dispose();
        if (data.Length > 0)
            await Next.WriteAsync(request, data);
    }

    private RangeOutcome Decide(Request request, long length, out List<ByteRange> ranges)
    {
        _decided = true;
        ranges = [];
        ResponseHeadPhase.Run(request);
        var headers = request.HeadersInUntracked;
        if (request.Status != 200 || request.Main is not null || headers.GetJoined("Range") is not { } header
            || request.HeadersOut.Contains("Content-Range")
            || request.ContentType?.StartsWith("multipart/byteranges", StringComparison.OrdinalIgnoreCase) == true
            || request.HeadersOut.Get("Content-Length") is not { } total || total != length.ToString(CultureInfo.InvariantCulture))
        {
            return RangeOutcome.Whole;
        }
        return ByteRanges.Read(header, length, request.Directory<CoreDirectorySettings>(), out ranges);
    }

    private async ValueTask RefuseAsync(Request request)
    {
        request.HeadersOut.Unset("Content-Length");
        request.HasUnmeasuredBody = true;
        // Apache works the connection's fate out twice here: its count shows in Keep-Alive, and what ends the connection needs no chunks.
        request.Connection.KeepAlives++;
        request.EndsUnchunked = true;
        request.Status = 416;
        var page = ErrorResponse.PrepareInPlace(request, 416);
        await Next.WriteAsync(request, page);
    }

    private async ValueTask SendAsync(Request request, List<ByteRange> ranges, ReadOnlyMemory<byte> data, FileSegment file)
    {
        request.Status = 206;
        // Of a body made on the way the length is a late field, as of every such body.
        if (data.Length > 0 && request.ProxyRequest == ProxyRequestKind.None)
            request.HeadersOut.Unset("Content-Length");
        request.StatusLine = null;
        var length = data.Length > 0 ? data.Length : file.Length;
        if (ranges.Count == 1)
        {
            var range = ranges[0];
            request.HeadersOut.Set("Content-Range", Describe(range, length));
            request.HeadersOut.Set("Content-Length", range.Length.ToString(CultureInfo.InvariantCulture));
            await SendPartAsync(request, range, data, file);
            return;
        }

        var boundary = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
        var contentType = ContentTypeOf(request);
        request.ContentType = $"multipart/byteranges; boundary={boundary}";
        var heads = new byte[ranges.Count][];
        var tail = Encoding.Latin1.GetBytes($"\r\n--{boundary}--\r\n");
        long total = tail.Length;
        for (var i = 0; i < heads.Length; i++)
        {
            var type = contentType is null ? "" : $"Content-type: {contentType}\r\n";
            heads[i] = Encoding.Latin1.GetBytes($"\r\n--{boundary}\r\n{type}Content-range: {Describe(ranges[i], length)}\r\n\r\n");
            total += heads[i].Length + ranges[i].Length;
        }
        request.HeadersOut.Set("Content-Length", total.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < heads.Length; i++)
        {
            await Next.WriteAsync(request, heads[i]);
            await SendPartAsync(request, ranges[i], data, file);
        }
        await Next.WriteAsync(request, tail);
    }

    private ValueTask SendPartAsync(Request request, ByteRange range, ReadOnlyMemory<byte> data, FileSegment file) => data.Length > 0
        ? Next.WriteAsync(request, data.Slice((int)range.First, (int)range.Length))
        : Next.SendFileAsync(request, file with { Offset = file.Offset + range.First, Length = range.Length });

    private static string? ContentTypeOf(Request request) => request.ContentType is { } type ? Http1.DefaultCharset.Apply(request, type) : null;

    private static string Describe(ByteRange range, long length) => string.Create(CultureInfo.InvariantCulture, $"bytes {range.First}-{range.Last}/{length}");
}
