using Trefoil.Configuration.Patterns;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Walks;

/// <summary>Merges the Files and FilesMatch sections, collected by the directory walk, whose pattern fits the last part of the file name.</summary>
internal static class FileWalk
{
    internal static void Run(Request request)
    {
        var state = WalkState.Of(request);
        var sections = state.Node.Files;
        if (sections.Length == 0 || request.Filename is not { } filename)
            return;
        var name = filename[(filename.LastIndexOf('/') + 1)..];
        foreach (var section in sections)
        {
            if (Matches(request, section, name))
                state.Enter(request, section);
        }
    }

    private static bool Matches(Request request, Section section, string name)
    {
        if (section.Regex is { } regex)
            return PatternSections.IsMatch(request, regex, name);
        return section.IsGlob ? Fnmatch.Matches(section.Pattern, name) : string.Equals(section.Pattern, name, StringComparison.Ordinal);
    }
}
