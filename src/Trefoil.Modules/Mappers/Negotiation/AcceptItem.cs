using System.Globalization;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>One member of an Accept* field, or a media type with its parameters.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Quality">q or qs; 1 where none is given.</param>
/// <param name="Level">The level parameter; text/html counts as 2.</param>
/// <param name="Charset">The charset parameter, or empty.</param>
internal sealed record AcceptItem(string Name, float Quality, float Level, string Charset)
{
    /// <summary>All members of a field, or null where the field is missing.</summary>
    internal static List<AcceptItem>? ReadList(HeaderTable fields, string name)
    {
        if (fields.GetJoined(name) is not { } text)
            return null;
        var items = new List<AcceptItem>();
        foreach (var member in Cut(text, ','))
        {
            if (member.Length > 0)
                items.Add(Read(member));
        }
        return items;
    }

    /// <summary>One member.</summary>
    internal static AcceptItem Read(string text)
    {
        var parts = Cut(text, ';');
        var name = parts[0].ToLowerInvariant();
        var quality = 1f;
        var level = name switch
        {
            "text/html" or Variant.IncludesType => 2f,
            Variant.Includes3Type => 3f,
            _ => 0f,
        };
        var charset = "";
        for (var i = 1; i < parts.Count; i++)
        {
            var equals = parts[i].IndexOf('=');
            if (equals < 0)
                continue;
            var value = Unquote(parts[i][(equals + 1)..].TrimStart(' ', '\t', '=')).ToLowerInvariant();
            switch (parts[i][..equals].TrimEnd(' ', '\t').ToLowerInvariant())
            {
                case "q" or "qs":
                    quality = ReadQuality(value);
                    break;
                case "level":
                    level = int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
                    break;
                case "charset":
                    charset = value;
                    break;
            }
        }
        return new AcceptItem(name, quality, level, charset);
    }

    /// <summary>A quality of at most three decimals; what does not begin with 0 or a point counts as 1.</summary>
    internal static float ReadQuality(string text)
    {
        if (text.Length == 0 || text[0] is not ('0' or '.'))
            return 1;
        var at = text[0] == '.' ? 0 : 1;
        if (at >= text.Length || text[at] != '.')
            return 0;
        var thousandths = 0;
        for (var weight = 100; weight > 0 && ++at < text.Length && char.IsAsciiDigit(text[at]); weight /= 10)
            thousandths += (text[at] - '0') * weight;
        return thousandths / 1000f;
    }

    private static string Unquote(string value)
    {
        if (!value.StartsWith('"'))
        {
            var blank = value.AsSpan().IndexOfAny(' ', '\t');
            return blank < 0 ? value : value[..blank];
        }
        var end = value.IndexOf('"', 1);
        return end < 0 ? value[1..] : value[1..end];
    }

    private static List<string> Cut(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (quoted || text[i] != separator))
            {
                if (text[i] == '"')
                    quoted = !quoted;
                continue;
            }
            parts.Add(text[start..i].Trim(' ', '\t'));
            start = i + 1;
        }
        return parts;
    }
}
