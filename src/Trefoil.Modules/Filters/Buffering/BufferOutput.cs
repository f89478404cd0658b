using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.Buffering;

/// <summary>BUFFER on the way out: a body that fits is handed on in one piece, whatever made it out of how many.</summary>
internal sealed class BufferOutput : OutputFilter
{
    private readonly int _size;
    private byte[] _bytes = [];
    private int _held;
    private bool _hasHandedOn;

    internal BufferOutput(int size) => _size = size;

    public override string Name => "BUFFER";

    public override FilterType Type => FilterType.ContentSet;

    public override async ValueTask WriteAsync(Request request, ReadOnlyMemory<byte> data)
    {
        while (data.Length > 0)
        {
            var room = Math.Min(_size - _held, data.Length);
            if (_held + room > _bytes.Length)
                Array.Resize(ref _bytes, Math.Min(_size, Math.Max(_held + room, Math.Max(4096, _bytes.Length * 2))));
            data[..room].CopyTo(_bytes.AsMemory(_held));
            _held += room;
            data = data[room..];
            if (_held == _size)
                await HandOnAsync(request);
        }
    }

    public override ValueTask SendFileAsync(Request request, FileSegment segment) =>
        // A file is one piece already.
        _held == 0 ? Next.SendFileAsync(request, segment) : segment.PumpAsync(this, request);

    public override async ValueTask FlushAsync(Request request)
    {
        if (_held > 0)
            await HandOnAsync(request);
        await Next.FlushAsync(request);
    }

    public override async ValueTask FinishAsync(Request request)
    {
        if (_held > 0)
        {
            request.HasUnmeasuredBody &= _hasHandedOn;
            await Next.WriteAsync(request, _bytes.AsMemory(0, _held));
        }
        await Next.FinishAsync(request);
    }

    private async ValueTask HandOnAsync(Request request)
    {
        _hasHandedOn = true;
        request.HasUnmeasuredBody = true;
        await Next.WriteAsync(request, _bytes.AsMemory(0, _held));
        _held = 0;
    }
}
