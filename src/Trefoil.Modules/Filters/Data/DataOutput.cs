using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.Data;

/// <summary>DATA: "data:", the media type, and the body in base64 (RFC 2397).</summary>
internal sealed class DataOutput : OutputFilter
{
    private readonly byte[] _rest = new byte[3];
    private int _restLength;
    private bool _begun;

    public override string Name => "DATA";

    public override FilterType Type => FilterType.Resource;

    public override async ValueTask WriteAsync(Request request, ReadOnlyMemory<byte> data)
    {
        await BeginAsync(request);
        var bytes = new byte[_restLength + data.Length];
        _rest.AsSpan(0, _restLength).CopyTo(bytes);
        data.CopyTo(bytes.AsMemory(_restLength));
        var whole = bytes.Length / 3 * 3;
        _restLength = bytes.Length - whole;
        bytes.AsSpan(whole).CopyTo(_rest);
        await EncodeAsync(request, bytes.AsMemory(0, whole));
    }

    public override async ValueTask FinishAsync(Request request)
    {
        await BeginAsync(request);
        await EncodeAsync(request, _rest.AsMemory(0, _restLength));
        await Next.FinishAsync(request);
    }

    private async ValueTask BeginAsync(Request request)
    {
        if (_begun)
            return;
        _begun = true;
        var head = "data:" + Describe(request.ContentType) + ";base64,";
        request.ContentType = "text/plain";
        if (request.HeadersOut.Get("Content-Length") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            request.HeadersOut.Set("Content-Length", (head.Length + ((length + 2) / 3 * 4)).ToString(CultureInfo.InvariantCulture));
        request.HasUnmeasuredBody = true;
        await Next.WriteAsync(request, Encoding.Latin1.GetBytes(head));
    }

    /// <summary>The media type without parameters but for its character set.</summary>
    private static string Describe(string? contentType)
    {
        if (contentType is null)
            return "";
        var semicolon = contentType.IndexOf(';');
        if (semicolon < 0)
            return contentType;
        var type = contentType[..semicolon].TrimEnd();
        var charset = contentType.IndexOf("charset=", semicolon, StringComparison.OrdinalIgnoreCase);
        if (charset < 0)
            return type;
        var end = contentType.AsSpan(charset).IndexOfAny("; ");
        return type + ";" + (end < 0 ? contentType[charset..] : contentType.Substring(charset, end));
    }

    private async ValueTask EncodeAsync(Request request, ReadOnlyMemory<byte> data)
    {
        if (data.Length == 0)
            return;
        var encoded = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(data.Length));
        Base64.EncodeToUtf8(data.Span, encoded, out _, out var written);
        await Next.WriteAsync(request, encoded.AsMemory(0, written));
        ArrayPool<byte>.Shared.Return(encoded);
    }
}
