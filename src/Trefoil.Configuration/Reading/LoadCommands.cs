using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Grading;
using Trefoil.Configuration.Tables;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Reading;

/// <summary>LoadModule and LoadFile: modules are part of the server, so loading one turns it on.</summary>
internal static class LoadCommands
{
    internal static readonly IReadOnlyList<DirectiveDefinition> Definitions =
    [
        ReadDirective.Define("LoadModule", ArgumentKind.Take2, AllowedIn.RsrcConf, "a module's identifier and its file", LoadModule),
        ReadDirective.Define("LoadFile", ArgumentKind.Iterate, AllowedIn.RsrcConf, "libraries, which this server does not need", LoadFile),
    ];

    private static string? LoadModule(ReadPlace place, IReadOnlyList<string> arguments)
    {
        var (identifier, file) = (arguments[0], arguments[1]);
        var session = place.Session;
        if (session.Htaccess is not null)
            return "LoadModule cannot occur within htaccess files";
        // Built-in ones may be loaded: some distributions compile in what others load.
        if (session.Modules.IsStatic(identifier))
            return null;
        if (session.Modules.Find(identifier) is not null)
        {
            session.Report(LogLevel.Warn, "so", 1574, $"module {identifier} is already loaded, skipping");
            return null;
        }
        if (session.Modules.TurnOn(identifier))
            return null;
        if (session.Modules.TurnOnUnbuilt(identifier))
        {
            session.Grades?.Note(Grade.WithoutEffect, $"{identifier} is not part of this server; lines that need it are named for themselves", identifier);
            session.Report(LogLevel.Warn, "so", 0, $"module {identifier} is not part of this server: its directives have no effect ({place.Directive.Location})");
            return null;
        }
        session.Grades?.Note(Grade.Unsupported, $"{identifier} is not part of this server: {ForeignModules.Advice(identifier)}", identifier);
        return $"Cannot load {file} into server: {identifier} is not part of this server: {ForeignModules.Advice(identifier)}";
    }

    private static string? LoadFile(ReadPlace place, IReadOnlyList<string> arguments)
    {
        place.Session.Report(LogLevel.Warn, "so", 0, $"LoadFile {arguments[0]} has no effect: libraries are loaded where they are needed ({place.Directive.Location})");
        return null;
    }
}
