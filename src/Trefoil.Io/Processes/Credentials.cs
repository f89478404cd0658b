using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>Users, groups, and becoming one of them for good.</summary>
public static class Credentials
{
    /// <summary>True when this process runs as root.</summary>
    public static bool IsRoot => LibcProcess.geteuid() == 0;

    /// <summary>The effective user.</summary>
    public static uint User => LibcProcess.geteuid();

    /// <summary>The effective group.</summary>
    public static uint Group => LibcProcess.getegid();

    /// <summary>Looks a user up by name.</summary>
    public static bool FindUser(string name, out uint user, out uint group)
    {
        var found = LibcProcess.FindUser(name, out var entry, out _);
        (user, group) = (entry.UserId, entry.GroupId);
        return found;
    }

    /// <summary>The name of a user number; null where there is none.</summary>
    public static string? NameOf(uint user) => LibcProcess.FindUser(user, out _, out var name) ? name : null;

    /// <summary>The home directory of a user; null where there is no such user.</summary>
    public static string? HomeOf(uint user) => LibcProcess.FindHome(user, out var home) ? home : null;

    /// <summary>The group that a user belongs to first; false where there is no such user.</summary>
    public static bool FindUser(uint user, out uint group)
    {
        var found = LibcProcess.FindUser(user, out var entry, out _);
        group = entry.GroupId;
        return found;
    }

    /// <summary>Looks a group up by name.</summary>
    public static bool FindGroup(string name, out uint group) => LibcProcess.FindGroup(name, out group);

    /// <summary>The name of a group number; null where there is none.</summary>
    public static string? GroupNameOf(uint group) => LibcProcess.FindGroupName(group, out var name) ? name : null;

    /// <summary>
    /// Gives up root in all threads: group, supplementary groups, new root directory, user; then makes sure that there is no way back.
    /// 0, or -errno with the step that failed.
    /// </summary>
    public static int Drop(uint user, uint group, string userName, string? rootDirectory, out IdentityStep step)
    {
        step = IdentityStep.Group;
        var error = LibcProcess.SetGroup(group);
        if (error == 0)
        {
            step = IdentityStep.Groups;
            error = LibcProcess.InitGroups(userName, group);
        }
        if (error == 0 && rootDirectory is not null)
        {
            step = IdentityStep.Root;
            error = LibcProcess.ChangeDirectory(rootDirectory);
            if (error == 0)
                error = LibcProcess.ChangeRoot(rootDirectory);
            if (error == 0)
                error = LibcProcess.ChangeDirectory("/");
        }
        if (error == 0)
        {
            step = IdentityStep.User;
            error = LibcProcess.SetUser(user);
        }
        if (error == 0 && user != 0 && LibcProcess.SetUser(0) == 0)
            error = -Errno.EPERM;
        return error;
    }
}
