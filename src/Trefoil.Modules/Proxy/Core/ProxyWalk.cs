using Trefoil.Configuration.Patterns;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Messages;
using Trefoil.Http.Walks;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Merges the Proxy and ProxyMatch sections that fit the backend's URL, in order of the file.</summary>
internal static class ProxyWalk
{
    internal static bool IsProxied(Request request) => request.Filename is { } name && name.StartsWith("proxy:", StringComparison.Ordinal);

    internal static void Run(Request request)
    {
        var sections = request.Server.Others;
        if (sections.Count == 0)
            return;
        var url = request.Filename![6..];
        foreach (var section in sections)
        {
            if (section.Kind == SectionKind.Proxy && Matches(request, section, url))
                WalkState.Of(request).Enter(request, section);
        }
    }

    private static bool Matches(Request request, Section section, string url)
    {
        if (section.Regex is { } regex)
            return PatternSections.IsMatch(request, regex, url);
        return section.IsGlob ? Fnmatch.Matches(section.Pattern, url) : url.StartsWith(section.Pattern, StringComparison.Ordinal);
    }
}
