using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Patterns;

namespace Trefoil.Configuration.Expressions;

/// <summary>Parses the expression language into a tree that is evaluated per request; errors read as Apache's.</summary>
public sealed class ExpressionParser
{
    private const int DeepestNesting = 200;

    private readonly ExpressionLexer _lexer;
    private readonly IPatternCompiler _patterns;
    private readonly bool _hasSsl;
    private readonly bool _hasHttp2;
    private readonly bool _isRestricted;
    private Token _token;
    private int _depth;

    private ExpressionParser(string text, ConfigurationContext context, bool isRestricted)
    {
        _lexer = new ExpressionLexer(text);
        _patterns = context.Patterns;
        _hasSsl = context.HasModule("ssl_module");
        _hasHttp2 = context.HasModule("http2_module");
        _isRestricted = isRestricted;
    }

    /// <summary>Parses a condition; null and the reason where it is none. Restricted ones (mod_include) may not look at files.</summary>
    public static Expression? ParseCondition(string text, ConfigurationContext context, out string? error, bool isRestricted = false) =>
        Run(text, context, isRestricted, static parser => (parser.WholeCondition(), null), out error);

    /// <summary>Parses a text with %{...} and $0-$9 in it.</summary>
    public static Expression? ParseString(string text, ConfigurationContext context, out string? error, bool isRestricted = false) =>
        Run(text, context, isRestricted, static parser => (null, parser.StringUntil('\0')), out error);

    private static ParsedExpression? Run(string text, ConfigurationContext context, bool isRestricted, Func<ExpressionParser, (ConditionNode?, WordNode?)> parse, out string? error)
    {
        try
        {
            var (condition, word) = parse(new ExpressionParser(text, context, isRestricted));
            error = null;
            return new ParsedExpression(text, condition, word);
        }
        catch (ExpressionException e)
        {
            error = e.Message;
            return null;
        }
    }

    private ConditionNode WholeCondition()
    {
        Advance();
        var condition = Or();
        return _token.Kind == TokenKind.End ? condition : throw Unexpected(TokenKind.End);
    }

    private ConditionNode Or()
    {
        var left = And();
        while (Accept(TokenKind.Or))
            left = new EitherNode(left, And());
        return left;
    }

    private ConditionNode And()
    {
        var left = Not();
        while (Accept(TokenKind.And))
            left = new BothNode(left, Not());
        return left;
    }

    private ConditionNode Not()
    {
        if (++_depth > DeepestNesting)
            throw new ExpressionException("Expression is nested too deeply");
        var result = Accept(TokenKind.Not) ? new NotNode(Not()) : Primary();
        _depth--;
        return result;
    }

    private ConditionNode Primary()
    {
        if (Accept(TokenKind.True))
            return new ConstantCondition(true);
        if (Accept(TokenKind.False))
            return new ConstantCondition(false);
        if (Accept(TokenKind.Open))
        {
            var inner = Or();
            if (!Accept(TokenKind.Close))
                throw Unexpected("T_OP_OR or T_OP_AND or ')'");
            return inner;
        }
        if (_token.Kind == TokenKind.Unary)
        {
            var op = _token.Text[1];
            Advance();
            return Unary(op, Word());
        }
        if (_token.Kind == TokenKind.Error)
            throw new ExpressionException(_token.Text);
        return Comparison(Word());
    }

    private ConditionNode Unary(char op, WordNode word)
    {
        if (!"nzTdefsLhxFUAR".Contains(op) || (_isRestricted && "defsLhx".Contains(op)))
            throw new ExpressionException($"Unary operator '-{op}' does not exist");
        return op == 'R' ? new SubnetNode(null, ConstantSubnet("-R", word)) : new UnaryNode(op, word);
    }

    private ConditionNode Comparison(WordNode left)
    {
        var operation = _token;
        switch (operation.Kind)
        {
            case >= TokenKind.StringEqual and <= TokenKind.StringGreaterEqual:
                Advance();
                return new StringComparison(operation.Kind, left, Word());
            case >= TokenKind.Equal and <= TokenKind.GreaterEqual:
                Advance();
                return new IntegerComparison(operation.Kind, left, Word());
            case TokenKind.Match or TokenKind.NoMatch:
                Advance();
                return Regex(left, operation.Kind == TokenKind.NoMatch);
            case TokenKind.In:
                Advance();
                return In(left);
            case TokenKind.Binary:
                Advance();
                return Binary(operation.Text, left, Word());
            default:
                throw Unexpected();
        }
    }

    private RegexNode Regex(WordNode left, bool negated)
    {
        if (_token.Kind is not (TokenKind.Regex or TokenKind.RegexIgnoreCase))
            throw Unexpected(TokenKind.Regex, TokenKind.RegexIgnoreCase);
        if (_patterns.Compile(_token.Text, _token.Kind == TokenKind.RegexIgnoreCase, out _) is not { } pattern)
            throw new ExpressionException("Failed to compile regular expression");
        Advance();
        return new RegexNode(left, pattern, negated);
    }

    private ConditionNode In(WordNode left)
    {
        if (_token.Kind == TokenKind.Id)
        {
            var name = _token.Text;
            Advance();
            var argument = Argument();
            return _hasSsl && name.Equals("PeerExtList", System.StringComparison.OrdinalIgnoreCase)
                ? new InListFunction(left, "PeerExtList", argument)
                : throw new ExpressionException($"List-returning function '{name}' does not exist");
        }
        if (!Accept(TokenKind.BraceOpen))
            throw Unexpected(TokenKind.Id, TokenKind.BraceOpen);
        var words = new List<WordNode> { Word() };
        while (Accept(TokenKind.Comma))
            words.Add(Word());
        return Accept(TokenKind.BraceClose) ? new InWords(left, words) : throw Unexpected(TokenKind.BraceClose, TokenKind.Comma);
    }

    private ConditionNode Binary(string name, WordNode left, WordNode right) => name.ToLowerInvariant() switch
    {
        "-ipmatch" => new SubnetNode(left, ConstantSubnet("-ipmatch", right)),
        "-strmatch" => new ShellPatternNode(left, right, FnmatchOptions.None),
        "-strcmatch" => new ShellPatternNode(left, right, FnmatchOptions.IgnoreCase),
        "-fnmatch" => new ShellPatternNode(left, right, FnmatchOptions.PathName),
        _ => throw new ExpressionException($"Binary operator '{name}' does not exist"),
    };

    private static Subnet ConstantSubnet(string name, WordNode word)
    {
        if (word is not ConstantWord constant)
            throw new ExpressionException($"{name} requires subnet/netmask as constant argument");
        return Subnet.TryParse(constant.Value, out var subnet) ? subnet : throw new ExpressionException("parsing of subnet/netmask failed");
    }

    private WordNode Word()
    {
        var word = Term();
        if (_token.Kind != TokenKind.Concat)
            return word;
        var parts = new List<WordNode> { word };
        while (Accept(TokenKind.Concat))
            parts.Add(Term());
        return new ConcatWord(parts);
    }

    private WordNode Term()
    {
        var token = _token;
        WordNode word;
        switch (token.Kind)
        {
            case TokenKind.Digit:
                word = new ConstantWord(token.Text);
                break;
            case TokenKind.BackReference:
                word = new BackReferenceWord(token.Text[1] - '0');
                break;
            case TokenKind.StringBegin:
                word = StringUntil(token.Text[0]);
                break;
            case TokenKind.VariableBegin:
                word = Variable();
                break;
            case TokenKind.Id:
                Advance();
                return Function(token.Text, Argument());
            default:
                throw Unexpected();
        }
        Advance();
        return word;
    }

    private WordNode Argument()
    {
        if (!Accept(TokenKind.Open))
            throw Unexpected(TokenKind.Open);
        var argument = Word();
        return Accept(TokenKind.Close) ? argument : throw Unexpected(TokenKind.Concat, TokenKind.Close);
    }

    private FunctionWord Function(string name, WordNode argument) =>
        ExpressionFunctions.Find(name, _hasSsl, _isRestricted, out var own)
            ? new FunctionWord(name.ToLowerInvariant(), own, argument)
            : throw new ExpressionException($"Function '{name}' does not exist");

    /// <summary>What stands in a string or a function's argument: text, %{...}, $0-$9, backslashes. A zero ends at the end of the whole.</summary>
    private WordNode StringUntil(char end)
    {
        var text = _lexer.Text;
        var parts = new List<WordNode>();
        var literal = new StringBuilder();
        while (true)
        {
            var i = _lexer.Position;
            if (i >= text.Length || (end != '\0' && text[i] == '\n'))
            {
                if (end != '\0')
                    throw new ExpressionException("Unterminated string or variable");
                break;
            }
            var c = text[i];
            _lexer.Position++;
            if (c == end && end != '\0')
                break;
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (c == '\\' && next != '\0')
                Escaped(literal);
            else if (c == '$' && char.IsAsciiDigit(next))
            {
                Flush(literal, parts);
                _lexer.Position++;
                parts.Add(new BackReferenceWord(next - '0'));
            }
            else if (c == '%' && next == '{')
            {
                Flush(literal, parts);
                _lexer.Position++;
                parts.Add(Variable());
            }
            else
                literal.Append(c);
        }
        if (parts.Count == 0)
            return new ConstantWord(literal.ToString());
        Flush(literal, parts);
        return parts.Count == 1 ? parts[0] : new ConcatWord(parts);
    }

    /// <summary>Behind "%{": a name, or a function and its argument up to the brace.</summary>
    private WordNode Variable()
    {
        var text = _lexer.Text;
        var start = _lexer.Position;
        var end = start;
        while (end < text.Length && ExpressionLexer.IsName(text[end]))
            end++;
        var name = text[start..end];
        _lexer.Position = end;
        var stop = end < text.Length ? text[end] : '\0';
        if (name.Length == 0 && stop is '}' or ':')
            throw new ExpressionException($"syntax error, unexpected {(stop == '}' ? "T_VAR_END" : "':'")}, expecting T_ID");
        const string Expecting = "syntax error, unexpected T_ERROR, expecting T_VAR_END or ':': ";
        if (end == text.Length)
            throw new ExpressionException(Expecting + "Unterminated string or variable");
        _lexer.Position++;
        switch (stop)
        {
            case '}':
                return ExpressionVariables.Exists(name, _hasSsl, _hasHttp2)
                    ? new VariableWord(name.ToUpperInvariant())
                    : throw new ExpressionException($"Variable '{name}' does not exist");
            case ':':
                return Function(name, StringUntil('}'));
            default:
                throw new ExpressionException($"{Expecting}Invalid character in variable name '{stop}'");
        }
    }

    private void Escaped(StringBuilder literal)
    {
        var text = _lexer.Text;
        var c = text[_lexer.Position++];
        if (c is >= '0' and <= '7')
        {
            var value = 0;
            var count = 0;
            for (_lexer.Position--; count < 3 && _lexer.Position < text.Length && text[_lexer.Position] is >= '0' and <= '7'; count++)
                value = value * 8 + (text[_lexer.Position++] - '0');
            if (value > 255)
                throw new ExpressionException("Escape sequence out of bound");
            literal.Append((char)value);
            return;
        }
        literal.Append(c switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            _ => c,
        });
    }

    private static void Flush(StringBuilder literal, List<WordNode> parts)
    {
        if (literal.Length > 0)
            parts.Add(new ConstantWord(literal.ToString()));
        literal.Clear();
    }

    private void Advance() => _token = _lexer.Next();

    private bool Accept(TokenKind kind)
    {
        if (_token.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private ExpressionException Unexpected(params ReadOnlySpan<TokenKind> expected)
    {
        var names = new List<string>();
        foreach (var kind in expected)
            names.Add(Token.Name(kind));
        return Unexpected(string.Join(" or ", names));
    }

    private ExpressionException Unexpected(string expected)
    {
        var text = $"syntax error, unexpected {_token.Shown}";
        if (expected.Length > 0)
            text += $", expecting {expected}";
        return new ExpressionException(_token.Kind == TokenKind.Error ? $"{text}: {_token.Text}" : text);
    }
}

/// <summary>Leaves the parser at the first mistake; never leaves this folder.</summary>
internal sealed class ExpressionException(string message) : Exception(message);
