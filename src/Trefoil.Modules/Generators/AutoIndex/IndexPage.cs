using System.Text;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>Collects the page as bytes and passes them on in pieces, so that a listing of any length needs little memory.</summary>
internal sealed class IndexPage(Request request)
{
    private const int PieceLength = 16 * 1024;

    private byte[] _piece = new byte[PieceLength + 1024];
    private int _length;

    internal IndexPage Add(string? text)
    {
        if (text is null)
            return this;
        if (text.Length > _piece.Length - _length)
            Array.Resize(ref _piece, Math.Max(_piece.Length * 2, _length + text.Length));
        _length += Encoding.Latin1.GetBytes(text, _piece.AsSpan(_length));
        return this;
    }

    internal IndexPage Escaped(string text) => Add(HtmlEscape.Escape(text));

    internal IndexPage Blanks(int count)
    {
        for (; count > 0; count--)
            Add(" ");
        return this;
    }

    internal ValueTask FlushIfFullAsync() => _length >= PieceLength ? FlushAsync() : default;

    internal async ValueTask FlushAsync()
    {
        if (_length == 0)
            return;
        await request.Output.WriteAsync(request, _piece.AsMemory(0, _length));
        _length = 0;
    }
}
