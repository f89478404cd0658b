using Trefoil.Http.Input;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Filters.Buffering;

/// <summary>BUFFER on the way in: reads on until the buffer is full or the body complete, then hands out what is there.</summary>
internal sealed class BufferInput : InputFilter
{
    private const int FirstLength = 8192;

    private readonly int _size;
    private byte[] _bytes = [];
    private int _start, _end;
    private int _ending = 1;

    internal BufferInput(int size) => _size = size;

    public override string Name => "BUFFER";

    public override async ValueTask<int> ReadAsync(Request request, Memory<byte> buffer)
    {
        if (_start == _end)
            await FillAsync(request);
        if (_start == _end)
            return _ending;
        var length = Math.Min(buffer.Length, _end - _start);
        _bytes.AsMemory(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }

    private async ValueTask FillAsync(Request request)
    {
        _start = _end = 0;
        while (_ending > 0 && _end < _size)
        {
            if (_end == _bytes.Length)
                Array.Resize(ref _bytes, Math.Min(_size, Math.Max(FirstLength, _bytes.Length * 2)));
            _ending = await Next.ReadAsync(request, _bytes.AsMemory(_end));
            if (_ending > 0)
                _end += _ending;
        }
    }
}
