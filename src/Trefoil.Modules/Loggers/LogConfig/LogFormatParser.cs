using System.Text;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>Reads log formats: "%[!][status,...][&lt;|&gt;][{argument}]letter" between plain text with C escapes.</summary>
internal sealed class LogFormatParser
{
    private readonly string _text;
    private readonly LogItemRegistry _registry;
    private readonly List<(LogItem, bool)> _items = [];
    private int _at;

    private LogFormatParser(string text, LogItemRegistry registry)
    {
        _text = text;
        _registry = registry;
    }

    /// <summary>The format, or null and the reason.</summary>
    internal static LogFormat? Parse(string text, LogItemRegistry registry, out string? error)
    {
        var parser = new LogFormatParser(text, registry);
        error = null;
        while (parser._at < text.Length && error is null)
        {
            if (text[parser._at] == '%')
                error = parser.ReadItem();
            else
                parser.ReadText();
        }
        return error is null ? new LogFormat(parser._items) : null;
    }

    private void ReadText()
    {
        var literal = new StringBuilder();
        for (; _at < _text.Length && _text[_at] != '%'; _at++)
        {
            var c = _text[_at];
            if (c == '\\' && _at + 1 < _text.Length)
            {
                switch (_text[_at + 1])
                {
                    case '\\':
                        _at++;
                        break;
                    case 'n':
                        c = '\n';
                        _at++;
                        break;
                    case 'r':
                        c = '\r';
                        _at++;
                        break;
                    case 't':
                        c = '\t';
                        _at++;
                        break;
                }
            }
            literal.Append(c);
        }
        AddLiteral(literal.ToString());
    }

    private string? ReadItem()
    {
        _at++;
        if (_at < _text.Length && _text[_at] == '%')
        {
            _at++;
            AddLiteral("%");
            return null;
        }
        var isNegated = false;
        bool? wantsOriginal = null;
        var argument = "";
        var statuses = new List<int>();
        while (_at < _text.Length)
        {
            var c = _text[_at];
            switch (c)
            {
                case '!':
                    isNegated = !isNegated;
                    _at++;
                    break;
                case '<':
                    wantsOriginal = true;
                    _at++;
                    break;
                case '>':
                    wantsOriginal = false;
                    _at++;
                    break;
                case ',':
                    _at++;
                    break;
                case '{':
                    argument = ReadArgument();
                    break;
                case >= '0' and <= '9':
                    statuses.Add(ReadNumber());
                    break;
                default:
                    return AddItem(argument, statuses, isNegated, wantsOriginal);
            }
        }
        return "Ran off end of LogFormat parsing args to some directive";
    }

    private string? AddItem(string argument, List<int> statuses, bool isNegated, bool? wantsOriginal)
    {
        LogItemDefinition? definition = null;
        if (_text[_at] == '^' && _at + 2 < _text.Length && _registry.Find(_text.Substring(_at, 3)) is { } named)
        {
            definition = named;
            _at += 3;
        }
        definition ??= _registry.Find(_text[_at++].ToString());
        if (definition is null)
            return "Unrecognized LogFormat directive %" + _text[_at - 1];
        var item = definition.Create(argument);
        if (statuses.Count > 0)
            item = new ConditionalLogItem(item, [.. statuses], isNegated);
        _items.Add((item, wantsOriginal ?? definition.WantsOriginal));
        return null;
    }

    private string ReadArgument()
    {
        var end = _text.IndexOf('}', _at);
        var argument = end < 0 ? _text[(_at + 1)..] : _text[(_at + 1)..end];
        _at = end < 0 ? _text.Length : end + 1;
        return argument;
    }

    private int ReadNumber()
    {
        var number = 0;
        for (; _at < _text.Length && char.IsAsciiDigit(_text[_at]); _at++)
            number = Math.Min(number * 10 + _text[_at] - '0', 100_000);
        return number;
    }

    private void AddLiteral(string text) => _items.Add((new LiteralLogItem(Encoding.Latin1.GetBytes(text)), false));
}
