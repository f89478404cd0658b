using Trefoil.Configuration.Directives;
using Trefoil.Io.Files;

namespace Trefoil.Configuration.Reading;

/// <summary>The directives of the core that act while the text is read.</summary>
internal static class ReadCommands
{
    private const AllowedIn ServerOnly = AllowedIn.RsrcConf;
    private const AllowedIn Outside = AllowedIn.RsrcConf | AllowedIn.AccessConf;

    internal static readonly IReadOnlyList<DirectiveDefinition> Definitions =
    [
        ReadDirective.Define("ServerRoot", ArgumentKind.Take1, ServerOnly, "the directory that relative names begin in", ServerRoot),
        ReadDirective.Define("DefaultRuntimeDir", ArgumentKind.Take1, ServerOnly, "the directory of files made while running", RuntimeDirectory),
        ReadDirective.Define("Define", ArgumentKind.Take12, Outside, "a name, and its value if it has one", Define),
        ReadDirective.Define("UnDefine", ArgumentKind.Take1, Outside, "the name to forget", Undefine),
        ReadDirective.Define("Include", ArgumentKind.Take1, Outside, "a file, a directory or a pattern that matches something", static (p, a) => Includes.Read(p, a[0], optional: false)),
        ReadDirective.Define("IncludeOptional", ArgumentKind.Take1, Outside, "a file, a directory or a pattern", static (p, a) => Includes.Read(p, a[0], optional: true)),
        ReadDirective.Define("<IfModule", ArgumentKind.RawArgs, AllowedIn.OrAll, "a module's file or identifier", static (p, a) =>
            LoadTimeSection.Read(p, a[0], static (place, name) => place.Session.Modules.IsOn(name))),
        ReadDirective.Define("<IfDefine", ArgumentKind.RawArgs, AllowedIn.OrAll, "a defined name", static (p, a) =>
            LoadTimeSection.Read(p, a[0], static (place, name) => place.Session.Variables.IsDefined(name))),
        ReadDirective.Define("<IfFile", ArgumentKind.RawArgs, AllowedIn.OrAll, "a file", static (p, a) =>
            LoadTimeSection.Read(p, a[0], static (place, name) => ServerPath.Resolve(place.Session.ServerRoot, name) is { } path && FileSystem.Stat(path, out _) == 0)),
        ReadDirective.Define("<IfDirective", ArgumentKind.RawArgs, AllowedIn.OrAll, "a directive's name", static (p, a) =>
            LoadTimeSection.Read(p, a[0], static (place, name) => place.Session.Modules.Commands.Find(name) is not null)),
        ReadDirective.Define("<IfSection", ArgumentKind.RawArgs, AllowedIn.OrAll, "a section's name", static (p, a) =>
            LoadTimeSection.Read(p, a[0], static (place, name) => place.Session.Modules.Commands.Find("<" + name) is not null)),
    ];

    private static string? ServerRoot(ReadPlace place, IReadOnlyList<string> arguments)
    {
        if (place.Session.Htaccess is not null)
            return $"{place.Directive.Name} cannot occur within htaccess files";
        var path = ServerPath.Normalise(arguments[0].StartsWith('/') ? arguments[0] : Environment.CurrentDirectory + "/" + arguments[0]);
        if (FileSystem.Stat(path, out var status) < 0 || status.Kind != FileKind.Directory)
            return "ServerRoot must be a valid directory";
        place.Session.ServerRoot = path.Length > 1 ? path.TrimEnd('/') : path;
        return null;
    }

    private static string? RuntimeDirectory(ReadPlace place, IReadOnlyList<string> arguments)
    {
        if (place.Session.Htaccess is not null)
            return $"{place.Directive.Name} cannot occur within htaccess files";
        var path = ServerPath.Resolve(place.Session.ServerRoot, arguments[0]);
        if (path is null || FileSystem.Stat(path, out var status) < 0 || status.Kind != FileKind.Directory)
            return "DefaultRuntimeDir must be a valid directory, absolute or relative to ServerRoot";
        place.Session.RuntimeDirectory = path.Length > 1 ? path.TrimEnd('/') : path;
        return null;
    }

    private static string? Define(ReadPlace place, IReadOnlyList<string> arguments)
    {
        if (place.Session.Htaccess is not null)
            return $"{place.Directive.Name} cannot occur within htaccess files";
        if (arguments[0].Contains(':'))
            return "Variable name must not contain ':'";
        place.Session.Variables.Define(arguments[0], arguments.Count > 1 ? arguments[1] : null);
        return null;
    }

    private static string? Undefine(ReadPlace place, IReadOnlyList<string> arguments)
    {
        if (place.Session.Htaccess is not null)
            return $"{place.Directive.Name} cannot occur within htaccess files";
        if (arguments[0].Contains(':'))
            return "Variable name must not contain ':'";
        place.Session.Variables.Undefine(arguments[0]);
        return null;
    }
}
