namespace Trefoil.Io.Processes;

/// <summary>The step at which a change of identity failed.</summary>
public enum IdentityStep
{
    /// <summary>setgid.</summary>
    Group,
    /// <summary>initgroups.</summary>
    Groups,
    /// <summary>chdir, chroot, chdir.</summary>
    Root,
    /// <summary>setuid, and the proof that it cannot be taken back.</summary>
    User,
}
