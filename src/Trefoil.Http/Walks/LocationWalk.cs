using Trefoil.Configuration.Patterns;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Http.Walks;

/// <summary>Merges the Location and LocationMatch sections whose pattern fits the URI, in order of the file.</summary>
internal static class LocationWalk
{
    internal static void Run(Request request)
    {
        var sections = request.Server.Locations;
        if (sections.Count == 0)
            return;
        var state = WalkState.Of(request);
        // LocationMatch sees the slashes as they came; Location sees runs of them as one.
        var uri = request.Uri.StartsWith('/') ? UriPath.MergeSlashes(request.Uri) : request.Uri;
        foreach (var section in sections)
        {
            if (Matches(request, section, uri))
                state.Enter(request, section);
        }
    }

    private static bool Matches(Request request, Section section, string uri)
    {
        if (section.Regex is { } regex)
            return PatternSections.IsMatch(request, regex, request.Uri);
        var pattern = section.Pattern;
        if (section.IsGlob)
            return Fnmatch.Matches(pattern, uri, FnmatchOptions.PathName);
        return uri.StartsWith(pattern, StringComparison.Ordinal)
            && (pattern.Length == 0 || pattern[^1] == '/' || uri.Length == pattern.Length || uri[pattern.Length] == '/');
    }
}
