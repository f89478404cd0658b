using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;

namespace Trefoil.Configuration.Applying;

/// <summary>Cuts the text of a directive as its definition says and calls the handler, once or for each piece.</summary>
internal static class ArgumentCutter
{
    private const int MaxWords = 64;

    internal static string? Cut(DirectiveDefinition row, string text, Func<IReadOnlyList<string>, string?> handler)
    {
        var position = 0;
        switch (row.Kind)
        {
            case ArgumentKind.RawArgs:
                return handler([text]);
            case ArgumentKind.TakeArgv:
                return handler(TakeAll(text));
            case ArgumentKind.NoArgs:
                return text.Length > 0 ? $"{row.Name} takes no arguments" : handler([]);
            case ArgumentKind.Take1:
                return Fixed(row, text, 1, 1, "takes one argument", handler);
            case ArgumentKind.Take2:
                return Fixed(row, text, 2, 2, "takes two arguments", handler);
            case ArgumentKind.Take3:
                return Fixed(row, text, 3, 3, "takes three arguments", handler);
            case ArgumentKind.Take12:
                return Fixed(row, text, 1, 2, "takes 1-2 arguments", handler);
            case ArgumentKind.Take23:
                return Fixed(row, text, 2, 3, "takes two or three arguments", handler);
            case ArgumentKind.Take123:
                return Fixed(row, text, 1, 3, "takes one, two or three arguments", handler);
            case ArgumentKind.Take13:
                return Fixed(row, text, 1, 3, "takes one or three arguments", handler);
            case ArgumentKind.Flag:
                var flag = Words.Next(text, ref position);
                var isOn = flag.Equals("on", StringComparison.OrdinalIgnoreCase);
                return isOn || flag.Equals("off", StringComparison.OrdinalIgnoreCase) ? handler([isOn ? "On" : "Off"]) : $"{row.Name} must be On or Off";
            case ArgumentKind.Iterate:
                return Iterate(row, text, handler);
            case ArgumentKind.Iterate2:
                return IteratePairs(row, text, handler);
            default:
                throw new InvalidOperationException(row.Name);
        }
    }

    private static string? Fixed(DirectiveDefinition row, string text, int least, int most, string rule, Func<IReadOnlyList<string>, string?> handler)
    {
        var words = new List<string>(most);
        var position = 0;
        for (var i = 0; i < most; i++)
        {
            // An optional argument that is written as "" is as good as none for the ends, as with Apache.
            if (i > 0 && position >= text.Length)
                break;
            words.Add(Words.Next(text, ref position));
        }
        var wrong = position < text.Length || words.Count < least;
        for (var i = 0; i < least && !wrong; i++)
            wrong = words[i].Length == 0;
        if (row.Kind == ArgumentKind.Take13 && words is [_, { Length: > 0 }])
            wrong = true;
        if (wrong)
            return Explain(row, rule);
        if (row.Kind == ArgumentKind.Take12 && words is [_, ""])
            words.RemoveAt(1);
        return handler(words);
    }

    private static string? Iterate(DirectiveDefinition row, string text, Func<IReadOnlyList<string>, string?> handler)
    {
        var position = 0;
        var word = Words.Next(text, ref position);
        if (word.Length == 0)
            return Explain(row, "requires at least one argument");
        for (; word.Length > 0; word = Words.Next(text, ref position))
        {
            if (handler([word]) is { } error)
                return error;
        }
        return null;
    }

    private static string? IteratePairs(DirectiveDefinition row, string text, Func<IReadOnlyList<string>, string?> handler)
    {
        var position = 0;
        var first = Words.Next(text, ref position);
        var word = Words.Next(text, ref position);
        if (first.Length == 0 || word.Length == 0)
            return Explain(row, "requires at least two arguments");
        for (; word.Length > 0; word = Words.Next(text, ref position))
        {
            if (handler([first, word]) is { } error)
                return error;
        }
        return null;
    }

    private static List<string> TakeAll(string text)
    {
        var words = new List<string>();
        var position = 0;
        do
        {
            var word = Words.Next(text, ref position);
            if (word.Length == 0 && position >= text.Length)
                break;
            words.Add(word);
        }
        while (words.Count < MaxWords && position < text.Length);
        return words;
    }

    private static string Explain(DirectiveDefinition row, string rule) =>
        row.Help.Length == 0 ? $"{row.Name} {rule}" : $"{row.Name} {rule}, {row.Help}";
}
