using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>
/// Work done as another user by a thread of its own. Credentials are a matter of threads to the kernel; what the thread starts inherits them, and the
/// thread ends with its work, so nothing can act with the wrong identity later. Needs root.
/// </summary>
public static class ThreadIdentity
{
    private const int StackBytes = 256 * 1024;

    /// <summary>Runs <paramref name="work"/> as that user and group, with the user's supplementary groups; waits for its end.</summary>
    /// <param name="user">User number.</param>
    /// <param name="group">Group number.</param>
    /// <param name="groups">Supplementary groups.</param>
    /// <param name="work">Is told 0, or the -errno with which the change failed (it then runs with the old identity and must do nothing else).</param>
    public static void Run(uint user, uint group, IReadOnlyList<uint> groups, Action<int> work)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    // The file mode mask and the directory belong to the identity too.
                    var error = LibcProcess.UnshareFileSystemState();
                    if (error == 0)
                        error = LibcProcess.SetThreadIdentity(user, group, [.. groups]);
                    work(error);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        if (failure is not null)
            throw new InvalidOperationException("Work under another identity failed.", failure);
    }

    /// <summary>Sets the file mode mask: in such a thread its own, elsewhere the whole process's.</summary>
    public static void SetFileModeMask(int mask) => LibcProcess.SetFileModeMask((uint)mask);

    /// <summary>The supplementary groups that a user has.</summary>
    public static IReadOnlyList<uint> GroupsOf(string user, uint group) => LibcProcess.GroupsOf(user, group);
}
