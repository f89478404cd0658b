using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Metadata.Expires;

/// <summary>When a response expires: seconds behind the access, or behind the file's modification.</summary>
internal sealed record ExpiryCode(bool FromModification, int Seconds)
{
    /// <summary>Reads "A3600", "M60" or "access plus 1 month 2 days". Null with an error.</summary>
    internal static ExpiryCode? Parse(string text, out string? error)
    {
        error = null;
        // Whatever begins with a capital A or M counts as the short form, also "Access plus 1 year", whose number then reads as 0.
        if (text is ['A' or 'M', ..])
            return new ExpiryCode(text[0] == 'M', LeadingNumber(text.AsSpan(1)));
        var words = ConfigurationWords.Split(text);
        var first = words.Count > 0 ? words[0] : "";
        if (!Begins(first, "n") && !Begins(first, "a") && !Begins(first, "m"))
        {
            error = $"bad expires code, unrecognised <base> '{first}'";
            return null;
        }
        var seconds = 0;
        for (var i = words.Count > 1 && Begins(words[1], "p") ? 2 : 1; i < words.Count; i += 2)
        {
            if (!char.IsAsciiDigit(words[i].Length > 0 ? words[i][0] : ' '))
            {
                error = $"bad expires code, numeric value expected <num> '{words[i]}'";
                return null;
            }
            if (i + 1 == words.Count)
            {
                error = "bad expires code, missing <type>";
                return null;
            }
            var factor = FactorOf(words[i + 1]);
            if (factor == 0)
            {
                error = $"bad expires code, unrecognised <type>'{words[i + 1]}'";
                return null;
            }
            seconds = unchecked(seconds + factor * LeadingNumber(words[i]));
        }
        return new ExpiryCode(Begins(first, "m"), seconds);
    }

    private static int FactorOf(string unit)
    {
        if (Begins(unit, "y"))
            return 365 * 86400;
        if (Begins(unit, "mo"))
            return 30 * 86400;
        if (Begins(unit, "w"))
            return 7 * 86400;
        if (Begins(unit, "d"))
            return 86400;
        if (Begins(unit, "h"))
            return 3600;
        if (Begins(unit, "mi"))
            return 60;
        return Begins(unit, "s") ? 1 : 0;
    }

    private static bool Begins(string word, string with) => word.StartsWith(with, StringComparison.OrdinalIgnoreCase);

    private static int LeadingNumber(ReadOnlySpan<char> text)
    {
        var negative = text is ['-', ..];
        if (text is ['-' or '+', ..])
            text = text[1..];
        var number = 0L;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                break;
            number = Math.Min(number * 10 + (c - '0'), int.MaxValue);
        }
        return (int)(negative ? -number : number);
    }
}
