using System.Text;

namespace Trefoil.Modules.Filters.Include;

/// <summary>
/// The expressions of old documents (SSILegacyExprParser): texts with variables, compared with =, ==, !=, &lt;, &lt;=, &gt;, &gt;=, or with /patterns/; "-A url";
/// joined with !, &amp;&amp;, || and parentheses. A text alone is true when it is not empty.
/// </summary>
internal sealed class LegacyExpression
{
    private readonly DocumentState _state;
    private readonly string _text;
    private int _at;
    private bool _failed;

    private LegacyExpression(DocumentState state, string text)
    {
        _state = state;
        _text = text;
    }

    internal static bool? Test(DocumentState state, string text)
    {
        var reader = new LegacyExpression(state, text);
        var result = reader.Or();
        reader.SkipSpace();
        if (!reader._failed && reader._at == text.Length)
            return result;
        state.Fail(1337, $"Invalid expression \"{text}\" in file {state.Request.Filename}");
        return null;
    }

    private bool Or()
    {
        var result = And();
        while (Take("||"))
            result |= And();
        return result;
    }

    private bool And()
    {
        var result = Not();
        while (Take("&&"))
            result &= Not();
        return result;
    }

    private bool Not()
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] == '!' && !Peek("!="))
        {
            _at++;
            return !Not();
        }
        if (!Take("("))
            return Comparison();
        var result = Or();
        _failed |= !Take(")");
        return result;
    }

    private bool Comparison()
    {
        SkipSpace();
        if (Peek("-A") && _at + 2 < _text.Length && (_text[_at + 2] is ' ' or '\t'))
        {
            _at += 2;
            return IsAccessible(Operand());
        }
        var left = Operand();
        foreach (var sign in (ReadOnlySpan<string>)["==", "=", "!=", "<=", "<", ">=", ">"])
        {
            if (!Take(sign))
                continue;
            SkipSpace();
            if (_at < _text.Length && _text[_at] == '/' && (sign is "=" or "==" or "!="))
                return Matches(left, Pattern()) != (sign == "!=");
            var order = string.CompareOrdinal(left, Operand());
            return sign switch
            {
                "!=" => order != 0,
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                ">=" => order >= 0,
                _ => order == 0,
            };
        }
        return left.Length > 0;
    }

    // Words that follow each other are one text, with a blank between them.
    private string Operand()
    {
        var words = new List<string>();
        while (Word() is { } word)
            words.Add(word);
        return string.Join(' ', words);
    }

    private string? Word()
    {
        SkipSpace();
        if (_at >= _text.Length || "()=<>".Contains(_text[_at]) || Peek("&&") || Peek("||") || Peek("!="))
            return null;
        var quote = _text[_at] == '\'' ? _text[_at++] : '\0';
        var word = new StringBuilder();
        for (; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (quote != '\0' ? c == quote : (c is ' ' or '\t' or '\n' or '\r') || "()=<>!&|".Contains(c))
                break;
            if (c == '\\' && _at + 1 < _text.Length && _text[_at + 1] != '$')
                c = _text[++_at];
            word.Append(c);
        }
        if (quote != '\0')
            _at++;
        else if (word.Length == 0)
            word.Append(_text[_at++]);
        return VariableText.Expand(_state, word.ToString());
    }

    private string Pattern()
    {
        var pattern = new StringBuilder();
        for (_at++; _at < _text.Length && _text[_at] != '/'; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length && _text[_at + 1] == '/')
                _at++;
            pattern.Append(_text[_at]);
        }
        _failed |= _at >= _text.Length;
        _at++;
        return pattern.ToString();
    }

    private bool Matches(string subject, string pattern)
    {
        if (_state.Request.Runtime.Configuration.Patterns.Compile(pattern, ignoreCase: false, out _) is not { } compiled)
        {
            _failed = true;
            return false;
        }
        Span<int> ends = stackalloc int[20];
        var matched = compiled.Match(subject, ends);
        if (matched <= 0)
            return false;
        var captures = new string?[Math.Min(10, compiled.GroupNames.Count)];
        for (var i = 0; i < captures.Length && i < matched; i++)
            captures[i] = ends[i * 2] < 0 ? null : subject[ends[i * 2]..ends[(i * 2) + 1]];
        _state.Captures = captures;
        _state.CapturePattern = pattern;
        return true;
    }

    private bool IsAccessible(string url) => new Http.Expressions.RequestExpressionContext(_state.Request).Test('A', url);

    private bool Take(string sign)
    {
        SkipSpace();
        if (!Peek(sign))
            return false;
        _at += sign.Length;
        return true;
    }

    private bool Peek(string sign) => string.CompareOrdinal(_text, _at, sign, 0, sign.Length) == 0;

    private void SkipSpace()
    {
        while (_at < _text.Length && (_text[_at] is ' ' or '\t' or '\n' or '\r'))
            _at++;
    }
}
