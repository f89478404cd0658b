namespace Trefoil.Httpd.CommandLine;

/// <summary>Cuts arguments into one-letter options as getopt(3) does: joined ("-tS"), with a value joined or apart ("-fx", "-f x"), up to "--" or the first word that is no option.</summary>
internal sealed class GetOpt
{
    private readonly IReadOnlyList<string> _arguments;
    private readonly string _letters;
    private int _at;
    private int _inside;

    /// <param name="arguments">Without the program's name.</param>
    /// <param name="letters">The options, each followed by a colon if it takes a value.</param>
    internal GetOpt(IReadOnlyList<string> arguments, string letters)
    {
        _arguments = arguments;
        _letters = letters;
    }

    internal char Option { get; private set; }

    internal string Value { get; private set; } = "";

    /// <summary>Words left when the end was found.</summary>
    internal int Left => _arguments.Count - _at;

    internal GetOptResult Next()
    {
        if (_inside == 0)
        {
            if (_at >= _arguments.Count)
                return GetOptResult.End;
            var word = _arguments[_at];
            if (word.Length < 2 || word[0] != '-')
                return GetOptResult.End;
            if (word[1] == '-')
            {
                _at++;
                return GetOptResult.End;
            }
            _inside = 1;
        }
        var current = _arguments[_at];
        Option = current[_inside++];
        var isLast = _inside == current.Length;
        var index = Option == ':' ? -1 : _letters.IndexOf(Option);
        if (index < 0)
        {
            MoveOnIf(isLast);
            return GetOptResult.Unknown;
        }
        if (index + 1 == _letters.Length || _letters[index + 1] != ':')
        {
            MoveOnIf(isLast);
            return GetOptResult.Found;
        }
        if (isLast && _at + 1 >= _arguments.Count)
        {
            MoveOnIf(isLast);
            return GetOptResult.ValueMissing;
        }
        Value = isLast ? _arguments[++_at] : current[_inside..];
        MoveOnIf(true);
        return GetOptResult.Found;
    }

    private void MoveOnIf(bool condition)
    {
        if (!condition)
            return;
        _at++;
        _inside = 0;
    }
}

/// <summary>What <see cref="GetOpt.Next"/> came to.</summary>
internal enum GetOptResult
{
    Found,
    Unknown,
    ValueMissing,
    End,
}
