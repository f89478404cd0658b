using System.Globalization;

namespace Trefoil.Modules.Mappers.ImageMap;

/// <summary>A point of a picture.</summary>
internal readonly record struct MapPoint(double X, double Y)
{
    /// <summary>The point that was clicked at ("12,34"), or null for none; old browsers without a mouse send 0,0.</summary>
    internal static MapPoint? Parse(string? query)
    {
        if (query is null || query.IndexOf(',') is not (>= 0 and var comma))
            return null;
        // What stands in front of the digits is passed over.
        var x = Leading(query.AsSpan(0, comma));
        var y = Leading(query.AsSpan(comma + 1));
        return x < 0 || y < 0 || (x == 0 && y == 0) ? null : new MapPoint(x, y);
    }

    /// <summary>Takes "x,y" (or "x y") off the front of a text.</summary>
    internal static bool TryTake(ref ReadOnlySpan<char> text, out MapPoint point)
    {
        point = default;
        var rest = text.TrimStart(" \t");
        if (!TryNumber(ref rest, out var x))
            return false;
        var separated = rest.TrimStart(", \t");
        if (separated.Length == rest.Length || !TryNumber(ref separated, out var y))
            return false;
        point = new MapPoint(x, y);
        text = separated.TrimStart(", \t");
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<char> text, out double value)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '-' or '+'))
            end++;
        if (!double.TryParse(text[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return false;
        text = text[end..];
        return true;
    }

    private static double Leading(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyInRange('0', '9');
        if (start < 0)
            return -1;
        text = text[start..];
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;
        return double.TryParse(text[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : -1;
    }
}
