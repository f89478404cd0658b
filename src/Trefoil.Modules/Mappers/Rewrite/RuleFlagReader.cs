using System.Globalization;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Collects the flags of one RewriteRule.</summary>
internal sealed class RuleFlagReader
{
    private readonly Func<int, bool> _isStatusKnown;
    private readonly List<Template> _environment = [];
    private readonly List<Template> _cookies = [];
    private string? _only;
    private string? _never;

    internal RuleFlagReader(Func<int, bool> isStatusKnown) => _isStatusKnown = isStatusKnown;

    internal RuleFlags Flags { get; private set; }

    internal int ResponseCode { get; private set; } = 302;

    internal int Skip { get; private set; }

    internal int MaxRounds { get; private set; } = 32000;

    internal string? ForcedType { get; private set; }

    internal string? ForcedHandler { get; private set; }

    internal Template[] Environment => [.. _environment];

    internal Template[] Cookies => [.. _cookies];

    internal BackReferenceEscapes Escapes =>
        (Flags & (RuleFlags.EscapeBackReferences | RuleFlags.EscapeControls)) == 0
            ? BackReferenceEscapes.None
            : new BackReferenceEscapes((Flags & RuleFlags.EscapeBackReferences) != 0, _only, _never, (Flags & RuleFlags.EscapeControls) != 0, (Flags & RuleFlags.NoPlus) != 0);

    /// <summary>Takes one flag; a text refuses it.</summary>
    internal string? Apply(string key, string value)
    {
        switch (key.ToLowerInvariant())
        {
            case "b" or "backrefescaping":
                _only = value.Length > 0 ? value : _only;
                return Set(RuleFlags.EscapeBackReferences);
            case "bnp" or "backrefnoplus":
                return Set(RuleFlags.NoPlus);
            case "bctls":
                return Set(RuleFlags.EscapeControls);
            case "bne":
                _never = value;
                return value.Length > 0 ? null : "flag 'BNE' wants a list of characters (i.e. [BNE=...])";
            case "c" or "chain" or "chained":
                return Set(RuleFlags.Chain);
            case "co" or "cookie":
                _cookies.Add(Template.Parse(value));
                return null;
            case "dpi" or "discardpath":
                return Set(RuleFlags.DiscardPathInfo);
            case "e" or "env":
                _environment.Add(Template.Parse(value));
                return null;
            case "end":
                return Set(RuleFlags.End);
            case "f" or "forbidden":
                ResponseCode = 403;
                return Set(RuleFlags.Status | RuleFlags.NoSubstitution);
            case "g" or "gone":
                ResponseCode = 410;
                return Set(RuleFlags.Status | RuleFlags.NoSubstitution);
            case "h" or "handler":
                ForcedHandler = value;
                return null;
            case "l" or "last":
                return Set(RuleFlags.Last);
            case "n" or "next":
                if (value.Length > 0)
                    MaxRounds = LeadingInteger(value);
                return Set(RuleFlags.NewRound);
            case "nc" or "nocase":
                return Set(RuleFlags.NoCase);
            case "ne" or "noescape":
                return Set(RuleFlags.NoEscape);
            case "ns" or "nosubreq":
                return Set(RuleFlags.IgnoreOnSubrequest);
            case "p" or "proxy":
                return Set(RuleFlags.Proxy);
            case "pt" or "passthrough":
                return Set(RuleFlags.PassThrough);
            case "qsa" or "qsappend":
                return Set(RuleFlags.AppendQuery);
            case "qsd" or "qsdiscard":
                return Set(RuleFlags.DiscardQuery);
            case "qsl" or "qslast":
                return Set(RuleFlags.LastQuestionMark);
            case "r" or "redirect":
                return Redirect(value);
            case "s" or "skip":
                Skip = LeadingInteger(value);
                return null;
            case "t" or "type":
                ForcedType = value;
                return null;
            case "unsafeallow3f":
                return Set(RuleFlags.AllowEncodedQuestionMark);
            case "unsafeprefixstat":
                return Set(RuleFlags.UnsafePrefixStat);
            case "unc":
                return Set(RuleFlags.UncPath);
            default:
                return $"unknown flag '{key}'";
        }
    }

    private string? Redirect(string value)
    {
        Flags |= RuleFlags.ForceRedirect;
        if (value.Length == 0)
            return null;
        var status = value.ToLowerInvariant() switch
        {
            "permanent" => 301,
            "temp" => 302,
            "seeother" => 303,
            _ => char.IsAsciiDigit(value[0]) ? LeadingInteger(value) : 302,
        };
        if (char.IsAsciiDigit(value[0]) && !_isStatusKnown(status))
            return $"invalid HTTP response code '{value}' for flag 'R'";
        ResponseCode = status;
        // A status outside 3xx cannot carry a Location: the rule only answers with it.
        if (status is < 300 or > 399)
            Flags |= RuleFlags.Status | RuleFlags.NoSubstitution;
        return null;
    }

    private string? Set(RuleFlags flags)
    {
        Flags |= flags;
        return null;
    }

    /// <summary>The number at the beginning of a text as atoi(3) reads it, 0 where there is none.</summary>
    internal static int LeadingInteger(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" \t\n\v\f\r");
        var length = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
            length++;
        return long.TryParse(text[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (int)Math.Clamp(number, int.MinValue, int.MaxValue)
            : 0;
    }
}
