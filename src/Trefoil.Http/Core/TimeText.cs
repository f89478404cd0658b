using System.Globalization;

namespace Trefoil.Http.Core;

/// <summary>Times of directives: a number and an optional unit (ap_timeout_parameter_parse); seconds where none is given.</summary>
public static class TimeText
{
    /// <summary>Reads a time in microseconds.</summary>
    public static bool TryParse(string text, out long microseconds, long defaultUnit = 1_000_000)
    {
        microseconds = 0;
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        if (digits == 0 || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        var unit = text[digits..].ToLowerInvariant() switch
        {
            "" => defaultUnit,
            "s" => 1_000_000L,
            "ms" => 1000,
            "us" => 1,
            "mi" or "min" => 60_000_000,
            "h" => 3_600_000_000,
            _ => 0,
        };
        if (unit == 0 || number > long.MaxValue / unit)
            return false;
        microseconds = number * unit;
        return true;
    }
}
