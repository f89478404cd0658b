using Trefoil.Configuration.Directives;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Metadata.Ident;

/// <summary>
/// mod_ident: would ask the client's machine for the name of its user (RFC 1413). No machine tells the truth to strangers today, and asking holds every request
/// up, so nobody is asked: %l stays "-", and who switches it on is told so.
/// </summary>
public sealed class IdentModule : Module
{
    /// <inheritdoc/>
    public override string Identifier => "ident_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_ident.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("IdentityCheck", ArgumentKind.Flag, AllowedIn.RsrcConf | AllowedIn.AccessConf, "Off; nobody is asked for the client's user name", static (scope, arguments) =>
        {
            if (DirectiveScope.IsOn(arguments[0]))
                Warn(scope, "IdentityCheck");
            return null;
        }),
        new("IdentityCheckTimeout", ArgumentKind.Take1, AllowedIn.RsrcConf | AllowedIn.AccessConf, "seconds; without effect", static (scope, arguments) =>
        {
            if (!Trefoil.Http.Core.TimeText.TryParse(arguments[0], out _))
                return "IdentityCheckTimeout: not a time: " + arguments[0];
            Warn(scope, "IdentityCheckTimeout");
            return null;
        }),
    ];

    private static void Warn(DirectiveScope scope, string directive)
    {
        var at = scope.Directive.Location;
        scope.Context.Report(LogLevel.Warn, "ident", 0, $"{directive} has no effect: clients are not asked for the names of their users, %l stays \"-\" ({at.File}:{at.Line})");
    }
}
