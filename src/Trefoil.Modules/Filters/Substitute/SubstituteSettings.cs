using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Filters.Substitute;

/// <summary>One s/// of Substitute.</summary>
/// <param name="Pattern">Regular expression, or null where a fixed text is searched.</param>
/// <param name="Text">The fixed text (flag n).</param>
/// <param name="IgnoresCase">Flag i, for a fixed text.</param>
/// <param name="Replacement">What takes the place of a match.</param>
/// <param name="Flattens">False with flag q: what follows rules see is cut at the edges of every match.</param>
internal sealed record SubstituteRule(IPattern? Pattern, byte[] Text, bool IgnoresCase, byte[] Replacement, bool Flattens);

/// <summary>The replacements of a section, in order.</summary>
internal sealed class SubstituteSettings : ISettings<SubstituteSettings>
{
    private const long UsualLineLength = 1024 * 1024;

    internal List<SubstituteRule> Rules { get; private init; } = [];

    internal long? MaxLineLengthGiven { get; set; }

    internal bool? InheritsBefore { get; set; }

    internal long MaxLineLength => MaxLineLengthGiven ?? UsualLineLength;

    public SubstituteSettings Merge(SubstituteSettings inner) => new()
    {
        Rules = inner.InheritsBefore ?? InheritsBefore ?? false ? [.. Rules, .. inner.Rules] : [.. inner.Rules, .. Rules],
        MaxLineLengthGiven = inner.MaxLineLengthGiven ?? MaxLineLengthGiven,
        InheritsBefore = inner.InheritsBefore ?? InheritsBefore,
    };
}
