using Trefoil.Http.Input;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Filters.KeptBodies;

/// <summary>KEPT_BODY: hands out a kept body once more.</summary>
internal sealed class KeptBodyInput : InputFilter
{
    private readonly KeptBody _body;
    private int _at;

    internal KeptBodyInput(KeptBody body) => _body = body;

    public override string Name => "KEPT_BODY";

    public override ValueTask<int> ReadAsync(Request request, Memory<byte> buffer)
    {
        var length = (int)Math.Min(buffer.Length, _body.Bytes.Length - _at);
        _body.Bytes.GetBuffer().AsMemory(_at, length).CopyTo(buffer);
        _at += length;
        return new ValueTask<int>(length);
    }
}
