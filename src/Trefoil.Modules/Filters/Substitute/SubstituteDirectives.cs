using System.Globalization;
using System.Text;
using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Filters.Substitute;

/// <summary>The directives of mod_substitute.</summary>
internal static class SubstituteDirectives
{
    internal static IReadOnlyList<DirectiveDefinition> All { get; } =
    [
        new("Substitute", ArgumentKind.Take1, AllowedIn.OrFileInfo, "Pattern to filter the response content (s/foo/bar/[inf])", AddRule),
        new("SubstituteMaxLineLength", ArgumentKind.Take1, AllowedIn.OrFileInfo, "Maximum line length", SetMaxLineLength),
        new("SubstituteInheritBefore", ArgumentKind.Flag, AllowedIn.OrFileInfo, "Apply inherited patterns before those of the current context", static (scope, arguments) =>
        {
            scope.Directory<SubstituteSettings>().InheritsBefore = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
    ];

    private static string? AddRule(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var text = arguments[0];
        if (text.Length == 0 || text[0] is not ('s' or 'S'))
            return "Bad Substitute format, must be an s/// pattern";
        // No character can be taken out of its meaning: the delimiter is to be chosen so that it occurs nowhere else.
        var parts = text.Length < 2 ? [] : text[2..].Split(text[1], 3);
        if (parts.Length < 2 || parts[0].Length == 0)
            return "Bad Substitute format, must be a complete s/// pattern";
        var (isFixed, ignoresCase, flattens) = (false, false, true);
        foreach (var flag in parts.Length > 2 ? parts[2].ToLowerInvariant() : "")
        {
            switch (flag)
            {
                case 'i':
                    ignoresCase = true;
                    break;
                case 'n':
                    isFixed = true;
                    break;
                case 'f' or 'q':
                    flattens = flag == 'f';
                    break;
                default:
                    return "Bad Substitute flag, only s///[infq] are supported";
            }
        }
        var pattern = isFixed ? null : scope.Context.Patterns.Compile(parts[0], ignoresCase, out _);
        if (pattern is null && !isFixed)
            return "Substitute could not compile regex";
        scope.Directory<SubstituteSettings>().Rules.Add(
            new SubstituteRule(pattern, Encoding.Latin1.GetBytes(parts[0]), ignoresCase, Encoding.Latin1.GetBytes(parts[1]), flattens));
        return null;
    }

    private static string? SetMaxLineLength(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var text = arguments[0];
        var unit = text.Length > 0 ? char.ToLowerInvariant(text[^1]) : ' ';
        var shift = unit switch
        {
            'k' => 10,
            'm' => 20,
            'g' => 30,
            _ => 0,
        };
        if (!long.TryParse(shift > 0 || unit == 'b' ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > long.MaxValue >> shift)
            return "SubstituteMaxLineLength must be a non-negative integer optionally suffixed with 'b', 'k', 'm' or 'g'.";
        scope.Directory<SubstituteSettings>().MaxLineLengthGiven = value << shift;
        return null;
    }
}
