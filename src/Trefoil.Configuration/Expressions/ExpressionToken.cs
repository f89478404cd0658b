namespace Trefoil.Configuration.Expressions;

/// <summary>The kinds of words of the expression language.</summary>
internal enum TokenKind
{
    End, Error, True, False, Digit, Id, StringBegin, VariableBegin, Regex, RegexIgnoreCase, BackReference, Unary, Binary, And, Or, Not, Concat, In,
    Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, Match, NoMatch,
    StringEqual, StringNotEqual, StringLess, StringLessEqual, StringGreater, StringGreaterEqual,
    Open, Close, BraceOpen, BraceClose, Comma, Colon,
}

/// <summary>One word; Text is the name, number, pattern or error.</summary>
internal readonly record struct Token(TokenKind Kind, string Text)
{
    /// <summary>The name that Apache's errors give it.</summary>
    internal string Shown => Name(Kind);

    internal static string Name(TokenKind kind) => kind switch
    {
        TokenKind.End => "$end",
        TokenKind.Error => "T_ERROR",
        TokenKind.True => "T_TRUE",
        TokenKind.False => "T_FALSE",
        TokenKind.Digit => "T_DIGIT",
        TokenKind.Id => "T_ID",
        TokenKind.StringBegin => "T_STR_BEGIN",
        TokenKind.VariableBegin => "T_VAR_BEGIN",
        TokenKind.Regex => "T_REGEX",
        TokenKind.RegexIgnoreCase => "T_REGEX_I",
        TokenKind.BackReference => "T_REGEX_BACKREF",
        TokenKind.Unary => "T_OP_UNARY",
        TokenKind.Binary => "T_OP_BINARY",
        TokenKind.And => "T_OP_AND",
        TokenKind.Or => "T_OP_OR",
        TokenKind.Not => "T_OP_NOT",
        TokenKind.Concat => "T_OP_CONCAT",
        TokenKind.In => "T_OP_IN",
        TokenKind.Equal => "T_OP_EQ",
        TokenKind.NotEqual => "T_OP_NE",
        TokenKind.Less => "T_OP_LT",
        TokenKind.LessEqual => "T_OP_LE",
        TokenKind.Greater => "T_OP_GT",
        TokenKind.GreaterEqual => "T_OP_GE",
        TokenKind.Match => "T_OP_REG",
        TokenKind.NoMatch => "T_OP_NRE",
        TokenKind.StringEqual => "T_OP_STR_EQ",
        TokenKind.StringNotEqual => "T_OP_STR_NE",
        TokenKind.StringLess => "T_OP_STR_LT",
        TokenKind.StringLessEqual => "T_OP_STR_LE",
        TokenKind.StringGreater => "T_OP_STR_GT",
        TokenKind.StringGreaterEqual => "T_OP_STR_GE",
        TokenKind.Open => "'('",
        TokenKind.Close => "')'",
        TokenKind.BraceOpen => "'{'",
        TokenKind.BraceClose => "'}'",
        TokenKind.Comma => "','",
        _ => "':'",
    };
}
