using System.Globalization;
using System.Text;

namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>Reads a type map: records of header fields parted by empty lines, each a variant.</summary>
internal sealed class TypeMap(string text, string fileName)
{
    private int _at;

    /// <summary>What is wrong with the map, and Apache's number for it, or null.</summary>
    internal (int Code, string Message)? Error { get; private set; }

    /// <summary>True when the error makes the whole map unusable.</summary>
    internal bool IsBroken { get; private set; }

    internal List<Variant> Read()
    {
        var variants = new List<Variant>();
        var variant = new Variant();
        var hasContent = false;
        while (!IsBroken)
        {
            var line = NextField();
            if (!string.IsNullOrEmpty(line))
            {
                if (!Apply(line, variant, ref hasContent))
                    break;
                continue;
            }
            // A record that names no property is of no use for choosing.
            if (variant.FileName.Length > 0 && hasContent)
                variants.Add(variant);
            variant = new Variant();
            hasContent = false;
            if (line is null)
                break;
        }
        return variants;
    }

    private bool Apply(string line, Variant variant, ref bool hasContent)
    {
        var colon = line.IndexOf(':');
        if (colon < 0)
            return Break(681, $"Syntax error in type map, no ':' in {fileName} for header {line}");
        var value = line[(colon + 1)..].Trim();
        if (value.Length == 0)
            return Break(682, $"Syntax error in type map --- no header body: {line} for {fileName}");
        value = WithoutComments(value);
        switch (line[..colon].ToLowerInvariant())
        {
            case "uri":
                variant.FileName = Token(value);
                break;
            case "content-type":
                variant.SetType(AcceptItem.Read(value));
                hasContent = true;
                break;
            case "content-length":
                if (!long.TryParse(Token(value), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                {
                    Error = (684, $"Parse error in type map, Content-Length: '{value}' in {fileName} is invalid.");
                    return true;
                }
                variant.SetLength(length);
                hasContent = true;
                break;
            case "content-language":
                variant.Languages = [.. value.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
                hasContent = true;
                break;
            case "content-encoding":
                variant.Encoding = Token(value).ToLowerInvariant();
                hasContent = true;
                break;
            case "description":
                variant.Description = value;
                break;
            case "body":
                return TakeBody(value, variant);
        }
        return true;
    }

    /// <summary>Everything up to a line that begins with the tag is the variant's content.</summary>
    private bool TakeBody(string tag, Variant variant)
    {
        var end = string.CompareOrdinal(text, _at, tag, 0, tag.Length) == 0 ? _at - 1 : text.IndexOf("\n" + tag, _at, StringComparison.Ordinal);
        if (end < 0)
        {
            Error = (685, $"Syntax error in type map, no end tag '{tag}' found in {fileName} for Body: content.");
            return true;
        }
        variant.BodyOffset = _at;
        variant.SetLength(end + 1 - _at);
        variant.FileName = fileName[(fileName.LastIndexOf('/') + 1)..];
        _at = end + 1;
        NextLine();
        return true;
    }

    private bool Break(int code, string message)
    {
        Error = (code, message);
        IsBroken = true;
        return false;
    }

    /// <summary>The next field with its continuation lines; empty between records, null at the end.</summary>
    private string? NextField()
    {
        string? line;
        do
        {
            line = NextLine();
        }
        while (line is ['#', ..]);
        if (string.IsNullOrWhiteSpace(line))
            return line is null ? null : "";
        var field = new StringBuilder(line);
        while (_at < text.Length && text[_at] is ' ' or '\t')
            field.Append(NextLine());
        return field.ToString();
    }

    private string? NextLine()
    {
        if (_at >= text.Length)
            return null;
        var end = text.IndexOf('\n', _at);
        var line = end < 0 ? text[_at..] : text[_at..end];
        _at = end < 0 ? text.Length : end + 1;
        return line.TrimEnd('\r');
    }

    private static string Token(string value)
    {
        if (value.StartsWith('"') && value.IndexOf('"', 1) is > 0 and var quote)
            return value[1..quote];
        var end = value.AsSpan().IndexOfAny(" \t,;");
        return end < 0 ? value : value[..end];
    }

    private static string WithoutComments(string value)
    {
        if (!value.Contains('('))
            return value;
        var kept = new StringBuilder();
        var quoted = false;
        var inside = false;
        foreach (var c in value)
        {
            quoted ^= c == '"' && !inside;
            inside |= c == '(' && !quoted;
            kept.Append(inside ? ' ' : c);
            inside &= c != ')';
        }
        return kept.ToString().Trim();
    }
}
