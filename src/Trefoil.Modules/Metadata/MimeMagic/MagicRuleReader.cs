using System.Globalization;
using System.Text;

namespace Trefoil.Modules.Metadata.MimeMagic;

/// <summary>Reads one rule: "[>...]offset type[&amp;mask] [relation]value description".</summary>
internal sealed class MagicRuleReader
{
    private static readonly (string Name, MagicType Type)[] Types =
    [
        ("byte", MagicType.Byte), ("short", MagicType.Short), ("long", MagicType.Long), ("string", MagicType.Text), ("date", MagicType.Long),
        ("beshort", MagicType.BigShort), ("belong", MagicType.BigLong), ("bedate", MagicType.BigLong),
        ("leshort", MagicType.LittleShort), ("lelong", MagicType.LittleLong), ("ledate", MagicType.LittleLong),
    ];

    private readonly string _line;
    private int _at;

    private MagicRuleReader(string line) => _line = line;

    private char Current => _at < _line.Length ? _line[_at] : '\0';

    /// <summary>The rule, or null where its type is unknown; other oddities are reported and read as far as they make sense.</summary>
    internal static MagicRule? Read(string line, Action<string> report) => new MagicRuleReader(line).Read(report);

    private MagicRule? Read(Action<string> report)
    {
        var level = 0;
        for (; Current == '>'; _at++)
            level++;
        var isIndirect = level > 0 && Take('(');
        var placeAt = _at;
        var offset = (int)TakeNumber();
        if (_at == placeAt)
            report($"offset {_line[placeAt..]} invalid");
        MagicType? indirection = null;
        var indirectOffset = 0;
        if (isIndirect)
            indirection = TakeIndirection(report, out indirectOffset);
        SkipBlanks();
        var isUnsigned = Take('u');
        if (TakeType() is not { } type)
        {
            report($"type {_line[_at..]} invalid");
            return null;
        }
        var mask = -1L;
        if (Take('&'))
            mask = TakeNumber();
        SkipBlanks();
        var relation = TakeRelation(type);
        var number = 0L;
        byte[] text = [];
        if (relation != 'x')
        {
            SkipBlanks();
            if (type == MagicType.Text)
                text = TakeText();
            else
                number = Narrow(TakeNumber(), type, isUnsigned);
        }
        SkipBlanks();
        var joins = _line.AsSpan(_at).StartsWith("\\b", StringComparison.Ordinal) || Current == '\b';
        if (joins)
            _at += Current == '\b' ? 1 : 2;
        return new MagicRule
        {
            Level = level, Offset = offset, Indirection = indirection, IndirectOffset = indirectOffset, Type = type, IsUnsigned = isUnsigned, Mask = mask,
            Relation = relation, Number = number, Text = text, Description = _line[_at..], JoinsWithoutBlank = joins,
        };
    }

    // Behind the place: [.lbs][+-]number)
    private MagicType TakeIndirection(Action<string> report, out int offset)
    {
        var type = MagicType.Long;
        if (Take('.'))
        {
            type = Current switch { 's' => MagicType.Short, 'b' => MagicType.Byte, _ => MagicType.Long };
            if (Current is not ('l' or 's' or 'b'))
                report($"indirect offset type {Current} invalid");
            _at++;
        }
        var isNegative = Current == '-';
        if (Current is '+' or '-')
            _at++;
        offset = char.IsAsciiDigit(Current) ? (int)TakeNumber() * (isNegative ? -1 : 1) : 0;
        if (!Take(')'))
            report("missing ')' in indirect offset");
        return type;
    }

    private MagicType? TakeType()
    {
        foreach (var (name, type) in Types)
        {
            if (!_line.AsSpan(_at).StartsWith(name, StringComparison.Ordinal))
                continue;
            _at += name.Length;
            // What newer formats hang on ("string/c") is passed over.
            while (Current is not ('\0' or ' ' or '\t' or '&'))
                _at++;
            return type;
        }
        return null;
    }

    private char TakeRelation(MagicType type)
    {
        var c = Current;
        if (c is '>' or '<' or '&' or '^' or '=' || (c == '!' && type != MagicType.Text))
        {
            _at++;
            return c;
        }
        if (c == 'x' && (_at + 1 == _line.Length || char.IsWhiteSpace(_line[_at + 1])))
        {
            _at++;
            return 'x';
        }
        return '=';
    }

    // Decimal, 0x or octal, as C reads them.
    private long TakeNumber()
    {
        var isNegative = Take('-');
        var start = _at;
        var radix = 10;
        if (Current == '0' && _at + 1 < _line.Length && _line[_at + 1] is 'x' or 'X')
        {
            radix = 16;
            start = _at += 2;
        }
        else if (Current == '0')
        {
            radix = 8;
        }
        while (IsDigit(Current, radix))
            _at++;
        var digits = _line.AsSpan(start, _at - start);
        long value;
        if (radix == 8)
        {
            value = 0;
            foreach (var digit in digits)
                value = value * 8 + digit - '0';
        }
        else
        {
            _ = long.TryParse(digits, radix == 16 ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }
        return isNegative ? -value : value;
    }

    private static bool IsDigit(char c, int radix) => radix == 16 ? char.IsAsciiHexDigit(c) : c >= '0' && c < '0' + radix;

    private static long Narrow(long value, MagicType type, bool isUnsigned) => isUnsigned ? value : type switch
    {
        MagicType.Byte => (sbyte)value,
        MagicType.Short or MagicType.BigShort or MagicType.LittleShort => (short)value,
        _ => (int)value,
    };

    /// <summary>Text up to a blank, with the escapes of C.</summary>
    private byte[] TakeText()
    {
        var text = new StringBuilder();
        while (Current is not ('\0' or ' ' or '\t'))
        {
            var c = _line[_at++];
            if (c == '\\' && _at < _line.Length)
                c = TakeEscape();
            text.Append(c);
        }
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private char TakeEscape()
    {
        var c = _line[_at++];
        switch (c)
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 'b': return '\b';
            case 't': return '\t';
            case 'f': return '\f';
            case 'v': return '\v';
            case >= '0' and <= '7':
                var octal = c - '0';
                for (var i = 0; i < 2 && Current is >= '0' and <= '7'; i++)
                    octal = octal * 8 + _line[_at++] - '0';
                return (char)(octal & 255);
            case 'x':
                var hex = 0;
                var count = 0;
                for (; count < 3 && char.IsAsciiHexDigit(Current); count++)
                    hex = hex * 16 + Convert.ToInt32(_line[_at++].ToString(), 16);
                return count == 0 ? 'x' : (char)(hex & 255);
            default:
                return c;
        }
    }

    private bool Take(char c)
    {
        if (Current != c)
            return false;
        _at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t')
            _at++;
    }
}
