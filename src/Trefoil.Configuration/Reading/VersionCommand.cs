using System.Globalization;
using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Reading;

/// <summary>IfVersion: compares with the version of Apache whose configuration language this is.</summary>
internal static class VersionCommand
{
    private const int Major = 2, Minor = 4, Patch = 71;

    internal static readonly IReadOnlyList<DirectiveDefinition> Definitions =
    [
        ReadDirective.Define("<IfVersion", ArgumentKind.Take123, AllowedIn.OrAll, "an operator and a version", Read),
    ];

    private static string? Read(ReadPlace place, IReadOnlyList<string> arguments)
    {
        var first = arguments[0];
        var second = arguments.Count > 1 ? arguments[1] : null;
        // The bracket ends the last word or stands alone as the third.
        var last = arguments[^1];
        if (arguments.Count == 3 ? last != ">" : !last.EndsWith('>'))
            return "<IfVersion> directive missing closing '>'";
        if (arguments.Count < 3)
        {
            if (arguments.Count == 1)
                first = first[..^1];
            else
                second = second![..^1];
        }
        if (second is { Length: 0 })
            second = null;
        return Compare(place, first, second, out var holds) ?? LoadTimeSection.Take(place, "IfVersion", holds);
    }

    private static string? Compare(ReadPlace place, string first, string? second, out bool holds)
    {
        holds = false;
        var (operation, version) = second is null ? ("=", first) : (first, second);
        var negated = operation.StartsWith('!');
        if (negated)
            operation = operation[1..];
        // "!" alone means "not equal to the version that follows".
        switch (operation)
        {
            case "=" or "==" or "" when version.StartsWith('/'):
                if (version.Length < 2 || !version.EndsWith('/'))
                    return "Missing delimiting / of regular expression.";
                return MatchPattern(place, version[1..^1], negated, out holds);
            case "~":
                return MatchPattern(place, version, negated, out holds);
            case "=" or "==" or "" or ">" or ">=" or "<" or "<=":
                break;
            default:
                return $"unrecognized operator '{(negated ? "!" : "")}{operation}'";
        }
        if (CompareNumbers(version) is not { } order)
            return "Version appears to be invalid. It must have the format major[.minor[.patch]] where major, minor and patch are numbers.";
        var truth = operation switch
        {
            ">" => order > 0,
            ">=" => order >= 0,
            "<" => order < 0,
            "<=" => order <= 0,
            _ => order == 0,
        };
        holds = truth != negated;
        return null;
    }

    private static string? MatchPattern(ReadPlace place, string pattern, bool negated, out bool holds)
    {
        holds = false;
        if (place.Session.Patterns.Compile(pattern, ignoreCase: false, out _) is not { } compiled)
            return "Unable to compile regular expression";
        holds = compiled.Match($"{Major}.{Minor}.{Patch}", []) > 0 != negated;
        return null;
    }

    /// <summary>The sign of this version minus the given one; null where that is none.</summary>
    private static int? CompareNumbers(string version)
    {
        ReadOnlySpan<int> own = [Major, Minor, Patch];
        Span<int> other = [0, 0, 0];
        var count = 0;
        foreach (var part in version.Split('.'))
        {
            if (count == 3 || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out other[count]))
                return null;
            count++;
        }
        for (var i = 0; i < 3; i++)
        {
            if (own[i] != other[i])
                return own[i].CompareTo(other[i]);
        }
        return 0;
    }
}
