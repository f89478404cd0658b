using Trefoil.Configuration.Applying;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Patterns;
using Trefoil.Configuration.Reading;

namespace Trefoil.Configuration.Sections;

/// <summary>Directory, Files and Location with their Match forms.</summary>
internal static class PathSections
{
    private const AllowedIn Inside = AllowedIn.OrAll | AllowedIn.AccessConf;

    internal static string? Directory(DirectiveScope scope, string arguments, bool isMatch) =>
        Read(scope, arguments, isMatch, ForbiddenIn.DirectoryContext, SectionKind.Directory, SectionKind.DirectoryMatch, path => NormaliseDirectory(scope.Context, path),
            static (place, section) => (section.Kind == SectionKind.Directory ? place.Server.Directories : place.Server.DirectoryMatches).Add(section));

    internal static string? Location(DirectiveScope scope, string arguments, bool isMatch) =>
        Read(scope, arguments, isMatch, ForbiddenIn.DirectoryContext, SectionKind.Location, SectionKind.LocationMatch, static path => path,
            static (place, section) => place.Server.Locations.Add(section));

    internal static string? Files(DirectiveScope scope, string arguments, bool isMatch) =>
        Read(scope, arguments, isMatch, ForbiddenIn.Location | ForbiddenIn.Limit, SectionKind.Files, SectionKind.FilesMatch, static path => path,
            static (place, section) => (place.Section?.Files ?? place.Server.Files).Add(section));

    private static string? Read(DirectiveScope scope, string arguments, bool isMatch, ForbiddenIn forbidden, SectionKind plain, SectionKind match, Func<string, string> normalise, Action<DirectiveScope, Section> add)
    {
        var name = SectionText.Name(scope);
        if (ContextCheck.Refuse(scope, forbidden) is { } refusal)
            return refusal;
        if (SectionText.Take(name, arguments, out var error) is not { } text)
            return error;
        var pattern = SectionText.TakePattern(text, isMatch, out var isRegex, out var hasMore);
        IPattern? regex = null;
        if (isRegex)
            regex = scope.Context.Patterns.Compile(pattern, ignoreCase: false, out _);
        if (isRegex && regex is null)
            return "Regex could not be compiled";
        if (!isRegex)
            pattern = normalise(pattern);
        var section = new Section(isRegex ? match : plain, pattern, scope.Directive.Location) { IsGlob = !isRegex && Fnmatch.IsGlob(pattern), Regex = regex };
        // A .htaccess keeps what AllowOverride gave it.
        if (scope.Context.ApplyChildren(scope.Nested(section.Settings, section, allow: scope.IsHtaccess ? null : Inside)) is { } failure)
            return failure;
        add(scope, section);
        return hasMore ? $"Multiple {name}> arguments not (yet) supported." : null;
    }

    /// <summary>Apache takes a relative name from the directory that it was started in, which no administrator means.</summary>
    private static string NormaliseDirectory(ConfigurationContext context, string path)
    {
        if (path == "/")
            return path;
        path = context.ResolvePath(path);
        return path.EndsWith('/') ? path : path + "/";
    }
}
