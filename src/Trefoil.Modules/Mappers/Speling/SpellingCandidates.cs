namespace Trefoil.Modules.Mappers.Speling;

/// <summary>In what a name differs from the one that was asked for; the smaller, the nearer.</summary>
internal enum SpellingKind
{
    Identical,
    OtherCase,
    Transposed,
    CharacterMissing,
    ExtraCharacter,
    MistypedCharacter,
    CommonBasename,
}

/// <summary>A name of the directory that may have been meant.</summary>
internal readonly record struct SpellingCandidate(string Name, SpellingKind Kind);

/// <summary>Finds the names of a directory that differ from a wanted one in at most one mistake.</summary>
internal static class SpellingCandidates
{
    /// <summary>The candidates, the nearest first.</summary>
    internal static List<SpellingCandidate> Find(IEnumerable<string> names, string wanted, SpelingSettings settings)
    {
        var found = new List<SpellingCandidate>();
        foreach (var name in names)
        {
            if (KindOf(name, wanted, settings) is { } kind)
                found.Add(new SpellingCandidate(name, kind));
        }
        // A stable order among equals, so that the same question has the same answer.
        found.Sort(static (a, b) => a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : string.CompareOrdinal(a.Name, b.Name));
        return found;
    }

    private static SpellingKind? KindOf(string name, string wanted, SpelingSettings settings)
    {
        if (name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            return SpellingKind.OtherCase;
        var mistake = settings.ComparesCaseOnly == true ? null : Compare(wanted, name);
        return mistake ?? (settings.MatchesBasename != false && SharesBasename(name, wanted) ? SpellingKind.CommonBasename : null);
    }

    /// <summary>The one mistake that leads from the name in the directory to the wanted one, or null for more than one.</summary>
    internal static SpellingKind? Compare(ReadOnlySpan<char> wanted, ReadOnlySpan<char> name)
    {
        var at = 0;
        while (at < wanted.Length && at < name.Length && Same(wanted[at], name[at]))
            at++;
        wanted = wanted[at..];
        name = name[at..];
        if (wanted.IsEmpty && name.IsEmpty)
            return SpellingKind.Identical;
        if (wanted.Length > 1 && name.Length > 1 && Same(wanted[0], name[1]) && Same(wanted[1], name[0]) && Same(wanted[2..], name[2..]))
            return SpellingKind.Transposed;
        if (!wanted.IsEmpty && !name.IsEmpty && Same(wanted[1..], name[1..]))
            return SpellingKind.MistypedCharacter;
        if (!wanted.IsEmpty && Same(wanted[1..], name))
            return SpellingKind.ExtraCharacter;
        return !name.IsEmpty && Same(wanted, name[1..]) ? SpellingKind.CharacterMissing : null;
    }

    private static bool SharesBasename(string name, string wanted)
    {
        var dot = name.IndexOf('.');
        var wantedDot = wanted.IndexOf('.');
        var basename = dot < 0 ? name : name[..dot];
        var wantedBasename = wantedDot < 0 ? wanted : wanted[..wantedDot];
        return basename.Length > 0 && basename.Equals(wantedBasename, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);

    private static bool Same(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
