using System.Buffers;
using System.Text;

namespace Trefoil.Modules.Filters.Sed;

/// <summary>
/// One run of a script over a body. Bytes are fed as they come; a line is worked on when something behind it has come too, as only then it is known whether it is the last.
/// A last line without its newline gets one.
/// </summary>
internal sealed class SedRun
{
    private const int MostSteps = 10_000_000;

    private readonly SedScript _script;
    private readonly SedSubstitution _substitution = new();
    private readonly bool[] _isInRange;
    private readonly StringBuilder _line = new();
    private readonly List<string> _filesToRead = [];
    private bool _lineIsComplete, _isLast, _isReplaced, _hasQuit;
    private string _space = "", _hold = "";
    private int _resumeAt = -1;
    private long _lineNumber;

    internal SedRun(SedScript script)
    {
        _script = script;
        _isInRange = new bool[script.Commands.Count];
    }

    /// <summary>What the script has printed and nobody has taken yet.</summary>
    internal ArrayBufferWriter<byte> Output { get; } = new(4096);

    internal void Feed(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0 && !_hasQuit)
        {
            if (_lineIsComplete)
                RunLine();
            var newline = data.IndexOf((byte)'\n');
            Append(newline < 0 ? data : data[..newline]);
            _lineIsComplete = newline >= 0;
            data = newline < 0 ? [] : data[(newline + 1)..];
        }
    }

    /// <summary>The body is complete.</summary>
    internal void Finish()
    {
        if (_hasQuit)
            return;
        _isLast = true;
        if (_lineIsComplete || _line.Length > 0)
            RunLine();
        _hasQuit = true;
    }

    private void Append(ReadOnlySpan<byte> data)
    {
        foreach (var chunk in data)
            _line.Append((char)chunk);
    }

    private void RunLine()
    {
        // N leaves the space as it is, with a newline behind it, for the next line to follow.
        _space = _resumeAt >= 0 && _space.Length > 0 ? _space + _line : _line.ToString();
        _line.Clear();
        _lineIsComplete = false;
        _lineNumber++;
        _isReplaced = false;
        var at = Math.Max(_resumeAt, 0);
        _resumeAt = -1;
        Execute(at);
    }

    private void Execute(int at)
    {
        var isDeleted = false;
        for (var steps = 0; at < _script.Commands.Count && steps < MostSteps; steps++)
        {
            var command = _script.Commands[at];
            var fits = Selects(at, command) != command.IsNegated;
            if (command.Letter == '{')
            {
                at = fits ? at + 1 : command.BlockEnd;
                continue;
            }
            at++;
            if (!fits)
                continue;
            switch (command.Letter)
            {
                case 'b':
                    at = Target(command);
                    break;
                case 't':
                    if (_isReplaced)
                        at = Target(command);
                    _isReplaced = false;
                    break;
                case 'D' when _space.IndexOf('\n') is >= 0 and var newline:
                    _space = _space[(newline + 1)..];
                    at = 0;
                    break;
                case 'd' or 'D':
                    isDeleted = true;
                    at = _script.Commands.Count;
                    break;
                case 'n':
                    if (!_script.IsQuiet)
                        Print(_space);
                    ReadFiles();
                    _space = "";
                    _resumeAt = at;
                    return;
                case 'N':
                    ReadFiles();
                    _space += "\n";
                    _resumeAt = at;
                    return;
                case 'q':
                    if (!_script.IsQuiet)
                        Print(_space);
                    ReadFiles();
                    _hasQuit = true;
                    return;
                default:
                    Run(command);
                    break;
            }
        }
        if (!_script.IsQuiet && !isDeleted)
            Print(_space);
        ReadFiles();
        _space = "";
    }

    private void Run(SedCommand command)
    {
        switch (command.Letter)
        {
            case '=':
                Print(_lineNumber.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case 'g':
                _space = _hold;
                break;
            case 'G':
                _space = _space + "\n" + _hold;
                break;
            case 'h':
                _hold = _space;
                break;
            case 'H':
                _hold = _hold + "\n" + _space;
                break;
            case 'x':
                (_space, _hold) = (_hold, _space);
                break;
            case 'l':
                SedListing.Print(_space, Print);
                break;
            case 'p':
                Print(_space);
                break;
            case 'P':
                PrintFirstLine();
                break;
            case 'r':
                _filesToRead.Add(command.Text);
                break;
            case 's':
                Substitute(command);
                break;
            case 'y' when command.Table is { } table:
                _space = string.Create(_space.Length, (_space, table), static (span, state) =>
                {
                    for (var i = 0; i < span.Length; i++)
                        span[i] = state.table[state._space[i]];
                });
                break;
        }
    }

    private void Substitute(SedCommand command)
    {
        _isReplaced = _substitution.Run(command, ref _space);
        // Without "#n" the line is printed anyway, and p prints nothing more.
        if (!_isReplaced || !_script.IsQuiet)
            return;
        if (command.Prints == 'p')
            Print(_space);
        else if (command.Prints == 'P')
            PrintFirstLine();
    }

    private bool Selects(int number, SedCommand command)
    {
        if (command.First is not { } first)
            return true;
        if (command.Last is not { } last)
            return Matches(first);
        if (!_isInRange[number])
            return _isInRange[number] = Matches(first);
        if (last.Pattern is { } pattern)
        {
            _isInRange[number] = !pattern.Match(_space, stackalloc int[2]);
            return true;
        }
        if (last.IsLast)
            return true;
        _isInRange[number] = _lineNumber < last.Line;
        return _lineNumber <= last.Line;
    }

    private bool Matches(SedAddress address) =>
        address.Pattern is { } pattern ? pattern.Match(_space, stackalloc int[2]) : address.IsLast ? _isLast : _lineNumber == address.Line;

    private int Target(SedCommand command) => command.Label.Length == 0 ? _script.Commands.Count : _script.Labels[command.Label];

    private void PrintFirstLine()
    {
        var newline = _space.IndexOf('\n');
        Print(newline < 0 ? _space : _space[..newline]);
    }

    private void Print(string text)
    {
        Encoding.Latin1.GetBytes(text, Output.GetSpan(text.Length));
        Output.Advance(text.Length);
        Output.Write("\n"u8);
    }

    private void ReadFiles()
    {
        if (_filesToRead.Count == 0)
            return;
        foreach (var name in _filesToRead)
        {
            using (Io.Reactors.Blocking.Enter())
            {
                if (Io.Files.FileSystem.ReadAll(name, out _, 10 * 1024 * 1024) is { } content)
                    Output.Write(content);
            }
        }
        _filesToRead.Clear();
    }
}
