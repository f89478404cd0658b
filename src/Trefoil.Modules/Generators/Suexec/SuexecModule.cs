using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Io.Processes;

namespace Trefoil.Modules.Generators.Suexec;

/// <summary>mod_suexec: scripts of a server run as a user of its own.</summary>
public sealed class SuexecModule : Module
{
    /// <inheritdoc/>
    public override string Identifier => "suexec_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_suexec.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("SuexecUserGroup", ArgumentKind.Take2, AllowedIn.RsrcConf, "the user and the group that scripts run as", SetUser),
    ];

    private static string? SetUser(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.ForServer<SuexecSettings>();
        if (scope.Context.IsChild)
        {
            // The parent has checked the names; the spawner looks them up again.
            (settings.User, settings.Group) = (Plain(arguments[0]), Plain(arguments[1]));
            return null;
        }
        if (SuexecIdentity.Unavailable(scope.Context) is { } reason)
            return $"SuexecUserGroup configured, but suEXEC is disabled: {reason}";
        if (!IsNumber(arguments[0]) && !Credentials.FindUser(arguments[0], out _, out _))
            return $"bad user name {arguments[0]}";
        if (!IsNumber(arguments[1]) && !Credentials.FindGroup(arguments[1], out _))
            return $"bad group name {arguments[1]}";
        (settings.User, settings.Group) = (Plain(arguments[0]), Plain(arguments[1]));
        return null;
    }

    private static bool IsNumber(string text) => text.StartsWith('#') && uint.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Plain(string text) => text.StartsWith('#') ? text[1..] : text;
}
