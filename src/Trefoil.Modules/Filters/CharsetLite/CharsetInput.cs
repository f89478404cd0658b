using Trefoil.Http.Input;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Filters.CharsetLite;

/// <summary>XLATEIN: the body of a request in the encoding of the stored texts.</summary>
internal sealed class CharsetInput(Translation translation) : InputFilter
{
    private byte[] _ready = [];
    private int _taken;
    private bool _ended;

    public override string Name => "XLATEIN";

    /// <summary>The filter, or null where nothing is to be translated.</summary>
    internal static CharsetInput? For(Request request)
    {
        var settings = request.Directory<CharsetSettings>();
        return settings.Translates && CharsetSettings.Open(request, settings.Target!, settings.Source!) is { } translation ? new CharsetInput(translation) : null;
    }

    public override async ValueTask<int> ReadAsync(Request request, Memory<byte> buffer)
    {
        while (_taken == _ready.Length)
        {
            if (_ended)
                return 0;
            var piece = new byte[8192];
            var got = await Next.ReadAsync(request, piece);
            if (got < 0)
                return got;
            _ended = got == 0;
            if (translation.Translate(piece.AsSpan(0, got), _ended) is not { } text)
                return -400;
            _ready = text;
            _taken = 0;
        }
        var count = Math.Min(buffer.Length, _ready.Length - _taken);
        _ready.AsSpan(_taken, count).CopyTo(buffer.Span);
        _taken += count;
        return count;
    }
}
