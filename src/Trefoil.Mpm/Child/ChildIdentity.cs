using Trefoil.Io.Native;
using Trefoil.Io.Processes;

namespace Trefoil.Mpm.Child;

/// <summary>Who a child becomes, settled by the parent.</summary>
/// <param name="Drops">False where the parent is not root: nothing to give up.</param>
/// <param name="User">User number.</param>
/// <param name="Group">Group number.</param>
/// <param name="UserName">Name for the supplementary groups.</param>
/// <param name="RootDirectory">New root directory, or null.</param>
/// <param name="Dumpable">True when CoreDumpDirectory asks for core files.</param>
internal sealed record ChildIdentity(bool Drops, uint User, uint Group, string UserName, string? RootDirectory, bool Dumpable)
{
    /// <summary>Nothing to give up.</summary>
    internal static readonly ChildIdentity Same = new(false, 0, 0, "", null, false);

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Drops);
        writer.Write(User);
        writer.Write(Group);
        writer.Write(UserName);
        writer.Write(RootDirectory ?? "");
        writer.Write(Dumpable);
    }

    internal static ChildIdentity Read(BinaryReader reader)
    {
        var drops = reader.ReadBoolean();
        var user = reader.ReadUInt32();
        var group = reader.ReadUInt32();
        var name = reader.ReadString();
        var root = reader.ReadString();
        return new ChildIdentity(drops, user, group, name, root.Length == 0 ? null : root, reader.ReadBoolean());
    }

    /// <summary>Takes the identity; null, or the log line (code and text) for what failed.</summary>
    internal (int Code, string Text, int Errno)? Take()
    {
        if (!Drops)
            return null;
        var error = Credentials.Drop(User, Group, UserName, RootDirectory, out var step);
        if (error < 0)
        {
            return step switch
            {
                IdentityStep.Group => (2156, $"setgid: unable to set group id to Group {Group}", -error),
                IdentityStep.Groups => (2157, $"initgroups: unable to set groups for User {UserName} and Group {Group}", -error),
                IdentityStep.Root => (2159, $"unable to chroot to {RootDirectory}", -error),
                _ => (2162, $"setuid: unable to change to uid: {User}", error == -Errno.EPERM ? 0 : -error),
            };
        }
        if (Dumpable)
            CurrentProcess.SetDumpable(true);
        return null;
    }
}
