namespace Trefoil.Configuration.Reading;

/// <summary>Lines to read directives from, with their name and number: a file, a macro's contents, or -C and -c.</summary>
internal sealed class LineSource
{
    private readonly string _text;
    private readonly IReadOnlyList<string>? _lines;
    private int _position;

    private LineSource(string name, string text, IReadOnlyList<string>? lines)
    {
        Name = name;
        _text = text;
        _lines = lines;
    }

    internal string Name { get; }

    /// <summary>Number of the physical line read last, from 1.</summary>
    internal int Line { get; private set; }

    internal static LineSource OfText(string name, string text) => new(name, text, null);

    /// <summary>Lines that are complete already: each counts as one whatever it holds.</summary>
    internal static LineSource OfLines(string name, IReadOnlyList<string> lines) => new(name, "", lines);

    /// <summary>The next logical line, continuations joined and trimmed, or null at the end.</summary>
    internal string? Next()
    {
        if (_lines is not null)
            return Line < _lines.Count ? Words.Trim(_lines[Line++]) : null;
        if (_position >= _text.Length)
            return null;
        string? joined = null;
        while (true)
        {
            var end = _text.IndexOf('\n', _position);
            var ended = end >= 0;
            var line = _text.AsSpan(_position, (ended ? end : _text.Length) - _position);
            _position = ended ? end + 1 : _text.Length;
            Line++;
            // A zero byte ends what C code sees of a line.
            if (line.IndexOf('\0') is var zero and >= 0)
                line = line[..zero];
            var body = ended && line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
            if (ended && body.Length > 0 && body[^1] == '\\')
            {
                joined = string.Concat(joined, body[..^1]);
                if (_position < _text.Length)
                    continue;
                return Words.Trim(joined);
            }
            return Words.Trim(joined is null ? line : string.Concat(joined, line));
        }
    }
}
