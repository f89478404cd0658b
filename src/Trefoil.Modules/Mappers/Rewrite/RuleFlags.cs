namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>The switches of a RewriteRule, as its third argument and its first two set them.</summary>
[Flags]
internal enum RuleFlags
{
    None = 0,
    ForceRedirect = 1,
    Last = 1 << 1,
    NewRound = 1 << 2,
    Chain = 1 << 3,
    IgnoreOnSubrequest = 1 << 4,
    Negated = 1 << 5,
    Proxy = 1 << 6,
    PassThrough = 1 << 7,
    AppendQuery = 1 << 8,
    NoCase = 1 << 9,
    NoEscape = 1 << 10,
    NoSubstitution = 1 << 11,
    Status = 1 << 12,
    EscapeBackReferences = 1 << 13,
    DiscardPathInfo = 1 << 14,
    DiscardQuery = 1 << 15,
    End = 1 << 16,
    NoPlus = 1 << 17,
    LastQuestionMark = 1 << 18,
    NoQuery = 1 << 19,
    EscapeControls = 1 << 20,
    AllowEncodedQuestionMark = 1 << 21,
    UnsafePrefixStat = 1 << 22,
    UncPath = 1 << 23,
}
