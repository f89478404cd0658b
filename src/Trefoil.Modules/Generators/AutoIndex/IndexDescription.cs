using Trefoil.Configuration.Patterns;

namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>One AddDescription: a pattern with a slash is compared with the whole path, another with the name; without wildcards a part is enough.</summary>
/// <param name="Pattern">As it is compared.</param>
/// <param name="IsPath">Compared with the path.</param>
/// <param name="IsGlob">A shell pattern.</param>
/// <param name="Text">The description, HTML.</param>
internal sealed record IndexDescription(string Pattern, bool IsPath, bool IsGlob, string Text)
{
    internal static IndexDescription Make(string pattern, string text)
    {
        var isPath = pattern.Contains('/');
        var isGlob = isPath || Fnmatch.IsGlob(pattern);
        return new IndexDescription(isGlob ? (isPath ? "*/" : "*") + pattern + "*" : pattern, isPath, isGlob, text);
    }

    internal static string? Find(List<IndexDescription> descriptions, string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        foreach (var description in descriptions)
        {
            var subject = description.IsPath ? path : name;
            if (description.IsGlob ? Fnmatch.Matches(description.Pattern, subject, FnmatchOptions.NoEscape) : subject.Contains(description.Pattern, StringComparison.Ordinal))
                return description.Text;
        }
        return null;
    }
}
