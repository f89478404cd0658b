using Trefoil.Configuration;
using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>One RewriteRule with the conditions that stand before it. Frozen once read.</summary>
internal sealed class RewriteRule
{
    internal required IPattern Pattern { get; init; }

    /// <summary>The pattern as written without the exclamation mark, for the log.</summary>
    internal required string PatternText { get; init; }

    internal required Template Output { get; init; }

    internal required RuleFlags Flags { get; init; }

    internal required SourceLocation Location { get; init; }

    internal RewriteCondition[] Conditions { get; init; } = [];

    internal Template[] Environment { get; init; } = [];

    internal Template[] Cookies { get; init; } = [];

    internal Template? ForcedType { get; init; }

    internal Template? ForcedHandler { get; init; }

    internal int ResponseCode { get; init; } = 302;

    internal int Skip { get; init; }

    internal int MaxRounds { get; init; } = 32000;

    internal BackReferenceEscapes Escapes { get; init; } = BackReferenceEscapes.None;

    internal bool Has(RuleFlags flag) => (Flags & flag) != 0;
}
