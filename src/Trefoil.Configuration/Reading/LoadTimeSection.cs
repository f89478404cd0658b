namespace Trefoil.Configuration.Reading;

/// <summary>IfModule, IfDefine, IfFile, IfDirective and IfSection: their content counts or is skipped while the text is read.</summary>
internal static class LoadTimeSection
{
    internal static string? Read(ReadPlace place, string arguments, Func<ReadPlace, string, bool> test)
    {
        var end = arguments.LastIndexOf('>');
        var name = ReadName(place);
        if (end < 0)
            return $"<{name}> directive missing closing '>'";
        var text = arguments[..end];
        var negated = text.StartsWith('!');
        if (negated)
            text = text[1..];
        var position = 0;
        var word = Words.Next(text, ref position);
        if (word.Length == 0)
            return $"<{name}> directive requires additional arguments";
        return Take(place, name, test(place, word) != negated);
    }

    internal static string? Take(ReadPlace place, string name, bool holds) =>
        holds ? place.Builder.ReadSection(name, place.Yield) : place.Builder.SkipSection(name);

    private static string ReadName(ReadPlace place) =>
        place.Session.Modules.Commands.Find(place.Directive.Name)![0].Name[1..];
}
