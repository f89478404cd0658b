namespace Trefoil.Modules.Mappers.ImageMap;

/// <summary>One line of a map: kind of area, target, corners, and a text for menus.</summary>
internal sealed class MapLine
{
    private const int MostCorners = 100;

    internal required string Kind { get; init; }

    internal required string Target { get; init; }

    internal List<MapPoint> Corners { get; } = [];

    /// <summary>What stands in quotes, or null.</summary>
    internal string? Text { get; private set; }

    /// <summary>Reads a line; null where it has fewer than two words.</summary>
    internal static MapLine? Read(string line)
    {
        var rest = line.AsSpan();
        var kind = TakeWord(ref rest);
        var target = TakeWord(ref rest);
        if (kind.Length == 0 || target.Length == 0)
            return null;
        var result = new MapLine { Kind = kind.ToLowerInvariant(), Target = target };
        while (result.Corners.Count < MostCorners && MapPoint.TryTake(ref rest, out var corner))
            result.Corners.Add(corner);
        var open = rest.IndexOf('"');
        if (open >= 0)
        {
            var inside = rest[(open + 1)..];
            var close = inside.IndexOf('"');
            result.Text = (close < 0 ? inside : inside[..close]).ToString();
        }
        return result;
    }

    private static string TakeWord(ref ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" \t");
        var end = text.IndexOfAny(' ', '\t');
        var word = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[end..].TrimStart(" \t");
        return word.ToString();
    }
}
