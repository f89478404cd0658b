namespace Trefoil.Configuration.Reading;

/// <summary>The one way of cutting a line into words: white space separates, quotes of either kind hold together, a backslash escapes quotes and itself.</summary>
public static class Words
{
    /// <summary>
    /// Takes the next word from <paramref name="position"/> on and moves to the beginning of the one after it.
    /// Gives an empty text at the end; whether an empty word was written or the end is reached tells the position.
    /// </summary>
    public static string Next(string text, ref int position)
    {
        var i = SkipSpace(text, position);
        if (i == text.Length)
        {
            position = i;
            return "";
        }
        var quote = text[i];
        string word;
        if (quote is '"' or '\'')
        {
            var start = ++i;
            while (i < text.Length && text[i] != quote)
                i += text[i] == '\\' && i + 1 < text.Length && (text[i + 1] == quote || text[i + 1] == '\\') ? 2 : 1;
            word = Unescape(text.AsSpan(start, i - start), quote);
            if (i < text.Length)
                i++;
        }
        else
        {
            var start = i;
            while (i < text.Length && !IsSpace(text[i]))
                i++;
            word = Unescape(text.AsSpan(start, i - start), '\0');
        }
        position = SkipSpace(text, i);
        return word;
    }

    /// <summary>All words of a text.</summary>
    public static List<string> All(string text)
    {
        var words = new List<string>();
        var position = SkipSpace(text, 0);
        while (position < text.Length)
            words.Add(Next(text, ref position));
        return words;
    }

    /// <summary>White space as the C locale has it.</summary>
    public static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    /// <summary>The text without white space at both ends.</summary>
    internal static string Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        return text[start..end].ToString();
    }

    private static int SkipSpace(string text, int i)
    {
        while (i < text.Length && IsSpace(text[i]))
            i++;
        return i;
    }

    private static string Unescape(ReadOnlySpan<char> text, char quote)
    {
        if (!text.Contains('\\'))
            return text.ToString();
        Span<char> result = text.Length <= 512 ? stackalloc char[512] : new char[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && (text[i + 1] == '\\' || (quote != '\0' && text[i + 1] == quote)))
                i++;
            result[length++] = text[i];
        }
        return result[..length].ToString();
    }
}
