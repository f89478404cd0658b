using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters;

/// <summary>
/// A filter that makes other bytes of the body. It decides when the first bytes come (the response's header fields are known then) whether it takes part; if not, bytes
/// and files pass untouched. An empty body is never touched.
/// </summary>
internal abstract class TransformingFilter : OutputFilter
{
    private bool _decided, _active;

    /// <summary>True when the filter takes part; sets the header fields of what it will make.</summary>
    protected abstract bool Begin(Request request);

    protected abstract ValueTask TransformAsync(Request request, ReadOnlyMemory<byte> data);

    /// <summary>Hands on what is still held back; the end of the body follows.</summary>
    protected abstract ValueTask EndAsync(Request request);

    /// <summary>Hands on as much as can be made of the bytes so far.</summary>
    protected virtual ValueTask PushAsync(Request request) => default;

    public sealed override ValueTask WriteAsync(Request request, ReadOnlyMemory<byte> data)
    {
        if (data.IsEmpty)
            return default;
        return IsActive(request) ? TransformAsync(request, data) : Next.WriteAsync(request, data);
    }

    public sealed override ValueTask SendFileAsync(Request request, FileSegment segment)
    {
        if (segment.Length <= 0)
            return default;
        return IsActive(request) ? segment.PumpAsync(this, request) : Next.SendFileAsync(request, segment);
    }

    public sealed override async ValueTask FlushAsync(Request request)
    {
        if (_active)
            await PushAsync(request);
        await Next.FlushAsync(request);
    }

    public sealed override async ValueTask FinishAsync(Request request)
    {
        if (_active)
            await EndAsync(request);
        await Next.FinishAsync(request);
    }

    /// <summary>
    /// Says that bytes have been handed on before the end of the body was known. From here on no stage can give the body a length, unless it holds all of it back:
    /// clients see by Content-Length or chunks how the stages hand on, and ours cut where Apache's do.
    /// </summary>
    protected static void BreakLength(Request request) => request.HasUnmeasuredBody = true;

    private bool IsActive(Request request)
    {
        if (!_decided)
        {
            _decided = true;
            _active = Begin(request);
        }
        return _active;
    }
}
