using Trefoil.Configuration.Expressions;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Walks;

/// <summary>Matching of the ...Match sections.</summary>
internal static class PatternSections
{
    private const int MostGroups = 32;

    /// <summary>Matches; named groups go to the environment as MATCH_NAME.</summary>
    internal static bool IsMatch(Request request, IPattern pattern, string subject)
    {
        Span<int> groups = stackalloc int[MostGroups * 2];
        groups.Fill(-1);
        if (pattern.Match(subject, groups) <= 0)
            return false;
        var names = pattern.GroupNames;
        for (var i = 1; i < names.Count && i < MostGroups; i++)
        {
            if (names[i] is not { } name || groups[2 * i] < 0)
                continue;
            request.Environment.Set("MATCH_" + name.ToUpperInvariant(), subject[groups[2 * i]..groups[2 * i + 1]]);
        }
        return true;
    }
}
