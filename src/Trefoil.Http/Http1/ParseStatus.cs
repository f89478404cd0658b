namespace Trefoil.Http.Http1;

/// <summary>What became of an attempt to parse a request head.</summary>
internal enum ParseStatus
{
    /// <summary>The head is not there as a whole yet.</summary>
    NeedMore,
    /// <summary>A whole head was parsed.</summary>
    Complete,
    /// <summary>An HTTP/0.9 simple request: a line without protocol, no header fields.</summary>
    Simple,
    /// <summary>The head is wrong; see <see cref="RequestHead.Rejection"/>.</summary>
    Rejected,
}

/// <summary>Why a request head is refused.</summary>
internal enum RejectionReason
{
    /// <summary>It is not.</summary>
    None,
    /// <summary>Too many empty lines in front, or no LF where one must be.</summary>
    MalformedLine,
    /// <summary>A line ends in a bare LF (strict).</summary>
    BareLineFeed,
    /// <summary>A zero byte.</summary>
    NulByte,
    /// <summary>The method is no token.</summary>
    InvalidMethod,
    /// <summary>White space other than single blanks in the request line (strict).</summary>
    InvalidWhitespace,
    /// <summary>A character in the target that must be encoded.</summary>
    InvalidTarget,
    /// <summary>The protocol is not HTTP/digit.digit.</summary>
    InvalidProtocol,
    /// <summary>HTTP/0.9 where it is not allowed.</summary>
    SimpleRefused,
    /// <summary>The request line is longer than LimitRequestLine.</summary>
    LineTooLong,
    /// <summary>More fields than LimitRequestFields.</summary>
    TooManyFields,
    /// <summary>A field is longer than LimitRequestFieldSize.</summary>
    FieldTooLong,
    /// <summary>A continuation line before the first field.</summary>
    FoldingFirst,
    /// <summary>A field line without colon.</summary>
    MissingColon,
    /// <summary>A field name that is no token (blank before the colon, empty, odd characters).</summary>
    InvalidFieldName,
    /// <summary>A control character in a field value.</summary>
    InvalidFieldValue,
}
