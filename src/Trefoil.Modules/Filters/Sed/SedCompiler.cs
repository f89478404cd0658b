using System.Text;
using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Filters.Sed;

/// <summary>Reads the text of one directive into the commands of its script.</summary>
internal sealed class SedCompiler
{
    private const int LongestLabel = 7, LargestCount = 512;

    private readonly SedScript _script;
    private readonly string _text;
    private readonly IPatternCompiler _patterns;
    private int _at;

    internal SedCompiler(SedScript script, string text, IPatternCompiler patterns)
    {
        _script = script;
        _text = text;
        _patterns = patterns;
    }

    private char Next => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>Null, or what is wrong.</summary>
    internal string? Run()
    {
        _script.HasText = true;
        if (Next == '#')
        {
            _script.IsQuiet |= _text.Length > 1 && _text[1] == 'n';
            return null;
        }
        while (true)
        {
            while (Next is ' ' or '\t' or ';')
                _at++;
            if (_at >= _text.Length || Next == '#')
                return null;
            var command = new SedCommand();
            var error = ReadCommand(command, out var endsText);
            if (error is not null)
                return error;
            if (endsText)
                return null;
        }
    }

    private string? ReadCommand(SedCommand command, out bool endsText)
    {
        endsText = false;
        var error = ReadAddresses(command);
        if (error is not null)
            return error;
        SkipBlanks();
        while (Next == '!')
        {
            command.IsNegated = true;
            _at++;
        }
        if (_at >= _text.Length)
            return Wrong("unrecognized command");
        command.Letter = _text[_at++];
        switch (command.Letter)
        {
            case '{':
                _script.OpenBlocks.Push(_script.Commands.Count);
                _script.Commands.Add(command);
                return null;
            case '}':
                if (command.First is not null)
                    return Wrong("no addresses allowed");
                if (!_script.OpenBlocks.TryPop(out var open))
                    return "too many }'s";
                _script.Commands[open].BlockEnd = _script.Commands.Count;
                // What stands behind a closing brace in the same directive is not read.
                endsText = true;
                return null;
            case ':':
                endsText = true;
                return ReadLabel(command);
        }
        error = ReadArguments(command);
        if (error is not null)
            return error;
        _script.Commands.Add(command);
        if (_at < _text.Length && _text[_at++] != ';')
            return Wrong("command garbled");
        return null;
    }

    private string? ReadAddresses(SedCommand command)
    {
        command.First = ReadAddress(out var error);
        if (error is not null || command.First is null || Next is not (',' or ';'))
            return error;
        _at++;
        command.Last = ReadAddress(out error);
        return error ?? (command.Last is null ? Wrong("command garbled") : null);
    }

    private SedAddress? ReadAddress(out string? error)
    {
        error = null;
        if (Next == '$')
        {
            _at++;
            return new SedAddress(0, true, null);
        }
        if (Next is '/' or '\\')
        {
            if (Next == '\\')
                _at++;
            var delimiter = Next;
            _at++;
            return ReadPattern(delimiter, out error) is { } pattern ? new SedAddress(0, false, pattern) : null;
        }
        if (!char.IsAsciiDigit(Next))
            return null;
        long number = 0;
        while (char.IsAsciiDigit(Next))
            number = Math.Min((number * 10) + _text[_at++] - '0', int.MaxValue);
        return new SedAddress(number, false, null);
    }

    private SedPattern? ReadPattern(char delimiter, out string? error)
    {
        var pattern = SedPattern.Read(_text, ref _at, delimiter, _patterns, out error);
        if (error is not null)
            error = Wrong(error);
        else if (pattern is not null)
            _script.LatestPattern = pattern;
        else if (_script.LatestPattern is null)
            error = "first RE may not be null";
        else
            pattern = _script.LatestPattern;
        return pattern;
    }

    private string? ReadArguments(SedCommand command)
    {
        switch (command.Letter)
        {
            case 'a' or 'c' or 'i':
                // Their text begins on a line of its own, and a directive has one line.
                return Wrong(command.Last is not null && command.Letter != 'c' ? "only one address allowed" : "command garbled");
            case '=' or 'q' when command.Last is not null:
                return Wrong("only one address allowed");
            case '=' or 'q' or 'd' or 'D' or 'g' or 'G' or 'h' or 'H' or 'l' or 'n' or 'N' or 'p' or 'P' or 'x':
                return null;
            case 'b' or 't':
                while (Next == ' ')
                    _at++;
                command.Label = _text[_at..];
                _at = _text.Length;
                return command.Label.Length > LongestLabel ? Wrong("label too long") : null;
            case 'r':
                if (command.Last is not null)
                    return Wrong("only one address allowed");
                if (Next != ' ')
                    return Wrong("command garbled");
                command.Text = _text[_at..].TrimStart(' ', '\t');
                _at = _text.Length;
                return null;
            case 's':
                return ReadSubstitution(command);
            case 'w':
                return WritesFile();
            case 'y':
                return ReadTable(command);
            default:
                return Wrong("unrecognized command");
        }
    }

    private string? ReadLabel(SedCommand command)
    {
        if (command.First is not null)
            return Wrong("no addresses allowed");
        while (Next == ' ')
            _at++;
        var label = _text[_at..];
        if (label.Length > LongestLabel)
            return Wrong("label too long");
        return _script.Labels.TryAdd(label, _script.Commands.Count) ? null : Wrong("duplicate labels");
    }

    private string? ReadSubstitution(SedCommand command)
    {
        var delimiter = Next;
        _at++;
        command.Pattern = ReadPattern(delimiter, out var error);
        if (error is not null)
            return error;
        var text = new StringBuilder();
        while (true)
        {
            if (_at >= _text.Length)
                return Wrong("ending delimiter missing on substitution");
            var c = _text[_at++];
            if (c == delimiter)
                break;
            text.Append(c);
            if (c != '\\')
                continue;
            if (Next > '0' + command.Pattern!.GroupCount && Next <= '9')
                return Wrong("``\\digit'' out of range");
            if (_at < _text.Length)
                text.Append(_text[_at++]);
        }
        command.Text = text.ToString();
        return ReadFlags(command);
    }

    private string? ReadFlags(SedCommand command)
    {
        if (Next == 'g')
        {
            _at++;
            command.Which = SedCommand.AllMatches;
        }
        if (Next is >= '1' and <= '9')
        {
            command.Which = 0;
            while (char.IsAsciiDigit(Next))
            {
                command.Which = (command.Which * 10) + _text[_at++] - '0';
                if (command.Which > LargestCount)
                    return Wrong("suffix too large");
            }
        }
        if (Next is 'p' or 'P')
            command.Prints = _text[_at++];
        return Next == 'w' ? WritesFile() : null;
    }

    private string? ReadTable(SedCommand command)
    {
        var delimiter = Next;
        _at++;
        if (delimiter == '\0')
            return null;
        if (ReadCharacters(delimiter) is not { } from || ReadCharacters(delimiter) is not { } to || from.Length != to.Length)
            return Wrong("ending delimiter missing on string");
        command.Table = new char[256];
        for (var i = 0; i < 256; i++)
            command.Table[i] = (char)i;
        for (var i = 0; i < from.Length; i++)
            command.Table[from[i]] = to[i];
        return null;
    }

    private string? ReadCharacters(char delimiter)
    {
        var text = new StringBuilder();
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c == delimiter)
                return text.ToString();
            if (c == '\\' && (Next == delimiter || Next is 'n' or '\\'))
            {
                c = Next == 'n' ? '\n' : Next;
                _at++;
            }
            text.Append(c);
        }
        return null;
    }

    private static string WritesFile() => "writing into files (w) is not supported by this server";

    private string Wrong(string reason) => $"{reason}: {_text}";

    private void SkipBlanks()
    {
        while (Next is ' ' or '\t')
            _at++;
    }
}
