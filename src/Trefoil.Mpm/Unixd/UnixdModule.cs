using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Io.Files;
using Trefoil.Io.Processes;

namespace Trefoil.Mpm.Unixd;

/// <summary>mod_unixd: the identity that children take before they see a client.</summary>
public sealed class UnixdModule : Module
{
    private const AllowedIn Global = AllowedIn.RsrcConf | AllowedIn.GlobalOnly;

    private static readonly DirectiveDefinition[] Table =
    [
        new("User", ArgumentKind.Take1, Global, "Effective user id for this server", User),
        new("Group", ArgumentKind.Take1, Global, "Effective group id for this server", Group),
        new("ChrootDir", ArgumentKind.Take1, Global, "The directory to chroot(2) into", ChrootDirectory),
        new("Suexec", ArgumentKind.Flag, Global, "Enable or disable suEXEC support", Suexec),
    ];

    /// <inheritdoc/>
    public override string Identifier => "unixd_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_unixd.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => Table;

    private static string? User(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.ForServer<UnixdSettings>();
        settings.UserText = arguments[0];
        // A child may live in another root by now; who it is was settled when it was spawned.
        if (scope.Context.IsChild)
            return null;
        if (!Number(arguments[0], out var user) && !Credentials.FindUser(arguments[0], out user, out _))
            return $"bad user name {arguments[0]}";
        if (user == 0)
            return "Error:\n\tThe server is not meant to serve pages while\n\trunning as root.  Name another user in a User directive\n\tand start it again.";
        settings.User = user;
        return null;
    }

    private static string? Group(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.ForServer<UnixdSettings>();
        settings.GroupText = arguments[0];
        if (scope.Context.IsChild)
            return null;
        if (!Number(arguments[0], out var group) && !Credentials.FindGroup(arguments[0], out group))
            return $"bad group name {arguments[0]}";
        settings.Group = group;
        return null;
    }

    private static string? ChrootDirectory(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!scope.Context.IsChild && (FileSystem.Stat(arguments[0], out var status) < 0 || status.Kind != FileKind.Directory))
            return "ChrootDir must be a valid directory";
        scope.ForServer<UnixdSettings>().ChrootDirectory = arguments[0];
        return null;
    }

    private static string? Suexec(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var on = DirectiveScope.IsOn(arguments[0]);
        scope.ForServer<UnixdSettings>().Suexec = on;
        if (!on || scope.Context.IsChild)
            return null;
        return Credentials.IsRoot ? null : "suEXEC isn't supported: The server does not run as root";
    }

    /// <summary>"#33", and "#-1" as the number before 0 wraps.</summary>
    private static bool Number(string text, out uint value)
    {
        value = 0;
        if (!text.StartsWith('#') || !long.TryParse(text.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number is < int.MinValue or > uint.MaxValue)
        {
            return false;
        }
        value = (uint)number;
        return true;
    }
}
