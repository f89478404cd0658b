using Trefoil.Configuration.Reading;

namespace Trefoil.Configuration.Expressions;

/// <summary>Cuts an expression into words. What stands inside strings and %{...} the parser reads itself, by position.</summary>
internal sealed class ExpressionLexer(string text)
{
    private const string RegexDelimiters = "/#$%^,;:_?|-!.'\"";

    internal string Text => text;

    internal int Position { get; set; }

    internal Token Next()
    {
        while (Position < text.Length && Words.IsSpace(text[Position]))
            Position++;
        if (Position == text.Length)
            return new Token(TokenKind.End, "");
        var c = text[Position];
        var next = Position + 1 < text.Length ? text[Position + 1] : '\0';
        switch (c)
        {
            case '\'' or '"':
                return Take(TokenKind.StringBegin, 1);
            case '%' when next == '{':
                return Take(TokenKind.VariableBegin, 2);
            case '$' when char.IsAsciiDigit(next):
                return Take(TokenKind.BackReference, 2);
            case '/':
                return Regex(Position);
            case 'm' when next != '\0' && RegexDelimiters.Contains(next) && !IsName(next):
                return Regex(Position + 1);
            case '-' when char.IsAsciiDigit(next):
                return Take(TokenKind.Digit, 1 + Run(Position + 1, char.IsAsciiDigit));
            case '-' when IsName(next):
                return Operator(Run(Position + 1, IsName) + 1);
        }
        if (char.IsAsciiDigit(c))
            return Take(TokenKind.Digit, Run(Position, char.IsAsciiDigit));
        if (char.IsAsciiLetter(c))
            return Word(Run(Position, IsName));
        return Symbol(c, next);
    }

    private Token Symbol(char c, char next) => (c, next) switch
    {
        ('=', '=') => Take(TokenKind.StringEqual, 2),
        ('=', '~') => Take(TokenKind.Match, 2),
        ('=', _) => Take(TokenKind.StringEqual, 1),
        ('!', '=') => Take(TokenKind.StringNotEqual, 2),
        ('!', '~') => Take(TokenKind.NoMatch, 2),
        ('!', _) => Take(TokenKind.Not, 1),
        ('<', '=') => Take(TokenKind.StringLessEqual, 2),
        ('<', _) => Take(TokenKind.StringLess, 1),
        ('>', '=') => Take(TokenKind.StringGreaterEqual, 2),
        ('>', _) => Take(TokenKind.StringGreater, 1),
        ('&', '&') => Take(TokenKind.And, 2),
        ('|', '|') => Take(TokenKind.Or, 2),
        ('.', _) => Take(TokenKind.Concat, 1),
        ('(', _) => Take(TokenKind.Open, 1),
        (')', _) => Take(TokenKind.Close, 1),
        ('{', _) => Take(TokenKind.BraceOpen, 1),
        ('}', _) => Take(TokenKind.BraceClose, 1),
        (',', _) => Take(TokenKind.Comma, 1),
        (':', _) => Take(TokenKind.Colon, 1),
        _ => new Token(TokenKind.Error, $"Parse error near '{c}'"),
    };

    private Token Word(int length)
    {
        var kind = text.AsSpan(Position, length) switch
        {
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "and" => TokenKind.And,
            "or" => TokenKind.Or,
            "not" => TokenKind.Not,
            var word => Named(word) ?? TokenKind.Id,
        };
        return Take(kind, length);
    }

    private Token Operator(int length)
    {
        var name = text.AsSpan(Position + 1, length - 1);
        return Take(Named(name) ?? (name.Length == 1 ? TokenKind.Unary : TokenKind.Binary), length);
    }

    private static TokenKind? Named(ReadOnlySpan<char> name) => name switch
    {
        "in" => TokenKind.In,
        "eq" => TokenKind.Equal,
        "ne" => TokenKind.NotEqual,
        "lt" => TokenKind.Less,
        "le" => TokenKind.LessEqual,
        "gt" => TokenKind.Greater,
        "ge" => TokenKind.GreaterEqual,
        _ => null,
    };

    private Token Regex(int open)
    {
        var end = text.IndexOf(text[open], open + 1);
        if (end < 0)
        {
            // The rest is one unfinished pattern.
            Position = text.Length;
            return new Token(TokenKind.End, "");
        }
        var pattern = text[(open + 1)..end];
        var ignoreCase = end + 1 < text.Length && text[end + 1] == 'i';
        Position = end + (ignoreCase ? 2 : 1);
        return new Token(ignoreCase ? TokenKind.RegexIgnoreCase : TokenKind.Regex, pattern);
    }

    private Token Take(TokenKind kind, int length)
    {
        var token = new Token(kind, text.Substring(Position, length));
        Position += length;
        return token;
    }

    private int Run(int from, Func<char, bool> isPart)
    {
        var end = from;
        while (end < text.Length && isPart(text[end]))
            end++;
        return end - from;
    }

    internal static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
