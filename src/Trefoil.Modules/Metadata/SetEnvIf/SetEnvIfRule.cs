using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Metadata.SetEnvIf;

/// <summary>Where the text that a rule looks at comes from.</summary>
internal enum RuleSubject
{
    Header,
    HeaderPattern,
    RemoteAddress,
    ServerAddress,
    RemoteHost,
    RequestUri,
    RequestMethod,
    RequestProtocol,
    CertificateOid,
    Expression,
}

/// <summary>One variable that a rule sets, or takes away where the value is null.</summary>
internal readonly record struct VariableEffect(string Name, string? Value);

/// <summary>One SetEnvIf, BrowserMatch or SetEnvIfExpr.</summary>
internal sealed class SetEnvIfRule
{
    internal required RuleSubject Subject { get; init; }

    /// <summary>Header name, OID, or the name as written.</summary>
    internal string Name { get; init; } = "";

    /// <summary>Pattern over header names.</summary>
    internal IPattern? NamePattern { get; init; }

    internal IPattern? Pattern { get; init; }

    /// <summary>The text to find where the pattern has no special characters: then values are taken as they are, without $N.</summary>
    internal string? PlainText { get; init; }

    internal bool IgnoreCase { get; init; }

    internal Expression? Condition { get; init; }

    internal required List<VariableEffect> Effects { get; init; }

    /// <summary>True when the same target gives the same answer, whoever asks.</summary>
    internal bool IsConstant => Subject == RuleSubject.RequestUri;
}
