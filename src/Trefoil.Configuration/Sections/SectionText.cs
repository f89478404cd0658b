using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;

namespace Trefoil.Configuration.Sections;

/// <summary>The text between a section's name and its closing bracket.</summary>
internal static class SectionText
{
    /// <summary>The text, or null and the reason why there is none.</summary>
    internal static string? Take(string name, string arguments, out string? error)
    {
        var end = arguments.LastIndexOf('>');
        error = end < 0 ? $"{name}> directive missing closing '>'" : end == 0 ? $"{name}> directive requires additional arguments" : null;
        return error is null ? arguments[..end] : null;
    }

    internal static string Name(DirectiveScope scope) => scope.Definition!.Name;

    /// <summary>The first word, and behind a tilde the second: then it is a regular expression.</summary>
    internal static string TakePattern(string text, bool isMatch, out bool isRegex, out bool hasMore)
    {
        var position = 0;
        var pattern = Words.Next(text, ref position);
        isRegex = isMatch;
        if (!isMatch && pattern == "~")
        {
            isRegex = true;
            pattern = Words.Next(text, ref position);
        }
        hasMore = position < text.Length;
        return pattern;
    }
}
