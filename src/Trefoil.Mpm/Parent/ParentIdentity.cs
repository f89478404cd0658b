using Trefoil.Configuration.Directives;
using Trefoil.Io.Processes;
using Trefoil.Mpm.Child;
using Trefoil.Mpm.Settings;
using Trefoil.Mpm.Unixd;

namespace Trefoil.Mpm.Parent;

/// <summary>Settles who the children of a configuration become.</summary>
internal static class ParentIdentity
{
    private const string Nobody = "nobody";

    /// <summary>Null and the reason where root would have to serve.</summary>
    internal static ChildIdentity? For(ConfigurationContext context, out string? error)
    {
        error = null;
        if (!Credentials.IsRoot)
            return ChildIdentity.Same;
        if (!context.HasModule("unixd_module"))
        {
            error = "AH00136: Server MUST relinquish startup privileges before accepting connections.  Please ensure mod_unixd or other system security module is loaded.";
            return null;
        }
        var settings = context.MainServer.Settings.Get<UnixdSettings>();
        var user = settings.User;
        var group = settings.Group;
        if (user is null)
        {
            // Nothing named: the user with the fewest rights, never root.
            if (!Credentials.FindUser(Nobody, out var nobody, out var nobodysGroup))
            {
                error = "no User directive, and there is no user nobody";
                return null;
            }
            user = nobody;
            group ??= nobodysGroup;
        }
        var name = settings.UserText is { } text && !text.StartsWith('#') ? text : Credentials.NameOf(user.Value);
        if (name is null)
        {
            error = $"AH02155: getpwuid: couldn't determine user name from uid {user}, you probably need to modify the User directive";
            return null;
        }
        if (group is null)
        {
            Credentials.FindUser(name, out _, out var primary);
            group = primary;
        }
        var dumpable = context.MainServer.Settings.Get<MpmSettings>().CoreDumpDirectory is not null;
        return new ChildIdentity(true, user.Value, group.Value, name, settings.ChrootDirectory, dumpable);
    }
}
