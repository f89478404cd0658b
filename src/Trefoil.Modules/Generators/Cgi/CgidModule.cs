using Trefoil.Configuration.Directives;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>mod_cgid: runs scripts (handler cgi-script). The same as mod_cgi, under the name that goes with worker and event.</summary>
public sealed class CgidModule : ScriptModule
{
    /// <inheritdoc/>
    public override string Identifier => "cgid_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_cgid.c";

    internal override CgiCodes Codes { get; } = new()
    {
        Forbidden = 1262, IncludedRaw = 1263, NotFound = 1264, IsDirectory = 1265, PathInfo = 1266, NotStarted = 1269, Body = 1270, BodyTimeout = 1274,
    };

    private protected override DirectiveDefinition[] OwnDirectives =>
    [
        new("ScriptSock", ArgumentKind.Take1, AllowedIn.RsrcConf, "the socket of the daemon; needed no more", Socket),
        new("CGIDScriptTimeout", ArgumentKind.Take1, AllowedIn.RsrcConf | AllowedIn.AccessConf, "how long a script may be silent", CgiDirectives.Timeout),
    ];

    private static string? Socket(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Context.Report(LogLevel.Warn, "cgid", 0, $"ScriptSock has no effect: children inherit the socket of the spawner, which has no name ({scope.Directive.Location})");
        return null;
    }
}
