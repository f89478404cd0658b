namespace Trefoil.Modules.Generators.Cgi;

/// <summary>Finds the empty line behind a script's head in output that comes in pieces. CRLF and LF are line ends; the two that make the empty line must be alike.</summary>
internal struct ScriptHeadEnd
{
    private State _state;

    private enum State
    {
        Text,
        Cr,
        CrLf,
        CrLfCr,
        Lf,
    }

    /// <summary>Position behind the empty line, or -1 when it has not come yet.</summary>
    internal int Find(ReadOnlySpan<byte> piece)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            var letter = piece[i];
            if (letter == '\n')
            {
                if (_state is State.Lf or State.CrLfCr)
                {
                    _state = State.Text;
                    return i + 1;
                }
                _state = _state == State.Cr ? State.CrLf : State.Lf;
            }
            else if (letter == '\r')
            {
                _state = _state == State.CrLf ? State.CrLfCr : State.Cr;
            }
            else
            {
                _state = State.Text;
            }
        }
        return -1;
    }
}
