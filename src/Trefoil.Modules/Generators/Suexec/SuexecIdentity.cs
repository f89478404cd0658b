using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Io.Processes;
using Trefoil.Mpm.Spawner;
using Trefoil.Mpm.Unixd;

namespace Trefoil.Modules.Generators.Suexec;

/// <summary>Whom a script runs as.</summary>
internal static class SuexecIdentity
{
    /// <summary>Why no program can run as another user, or null.</summary>
    internal static string? Unavailable(ConfigurationContext context)
    {
        if (!Credentials.IsRoot)
            return "The server does not run as root";
        return context.MainServer.Settings.Get<UnixdSettings>().Suexec == false ? "Suexec directive is Off" : null;
    }

    /// <summary>True where a configuration has the mechanism on: mod_suexec is loaded, or Suexec On, and nothing forbids it.</summary>
    internal static bool IsUsed(ConfigurationContext context) => Unavailable(context) is null && IsWanted(context);

    /// <summary>The user of a request's scripts; null for the server's own (ap_run_get_suexec_identity: the server's first, then that of ~user).</summary>
    internal static ScriptUser? Of(Request request)
    {
        var context = request.Runtime.Configuration;
        if (context.MainServer.Settings.Get<UnixdSettings>().Suexec == false || !IsWanted(context))
            return null;
        if (request.NotesOrNull?.Get("mod_userdir_user") is { } owner && Credentials.FindUser(owner, out var user, out var group))
            return new ScriptUser(user.ToString(CultureInfo.InvariantCulture), group.ToString(CultureInfo.InvariantCulture), IsUserDirectory: true);
        var settings = request.ForServer<SuexecSettings>();
        return settings.User is null ? null : new ScriptUser(settings.User, settings.Group!, IsUserDirectory: false);
    }

    private static bool IsWanted(ConfigurationContext context) =>
        context.MainServer.Settings.Get<UnixdSettings>().Suexec ?? context.HasModule("suexec_module");
}
