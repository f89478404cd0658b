using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>System calls on processes and their identity. Each wrapper gives a result or -errno and is the only place of its call.</summary>
internal static unsafe partial class LibcProcess
{
    internal const int SYS_pidfd_send_signal = 424, SYS_pidfd_open = 434, SYS_gettid = 186;
    internal const int PR_SET_PDEATHSIG = 1, PR_SET_DUMPABLE = 4, PR_SET_NAME = 15, PR_SET_NO_NEW_PRIVS = 38;
    internal const int P_PIDFD = 3, WNOHANG = 1, WEXITED = 4;
    internal const short POSIX_SPAWN_SETPGROUP = 2, POSIX_SPAWN_SETSIGDEF = 4, POSIX_SPAWN_SETSIGMASK = 8, POSIX_SPAWN_SETSID = 0x80;
    internal const int RLIMIT_CPU = 0, RLIMIT_CORE = 4, RLIMIT_NPROC = 6, RLIMIT_NOFILE = 7, RLIMIT_AS = 9;

    // glibc: posix_spawn_file_actions_t is 80 bytes and posix_spawnattr_t 336 on 64-bit; room to spare costs nothing.
    internal const int FileActionsSize = 128, AttributesSize = 512, SignalSetSize = 128;

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    internal static partial int posix_spawn(int* pid, byte* path, void* fileActions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawnp")]
    internal static partial int posix_spawnp(int* pid, byte* path, void* fileActions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int posix_spawn_file_actions_adddup2(void* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    internal static partial int posix_spawn_file_actions_addchdir_np(void* actions, byte* path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    internal static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int posix_spawnattr_setsigdefault(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    internal static partial int posix_spawnattr_setsigmask(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setpgroup")]
    internal static partial int posix_spawnattr_setpgroup(void* attributes, int group);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    internal static partial int sigfillset(void* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    internal static partial int sigemptyset(void* signals);

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true)]
    private static partial int execve(byte* path, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint syscall(nint number, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static partial int waitid(int kind, uint id, SignalInfo* info, int options);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int prctl(int option, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int unshare(int flags);

    [LibraryImport("libc", EntryPoint = "getcwd")]
    private static partial byte* getcwd(byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint umask(uint mask);

    [LibraryImport("libc", EntryPoint = "getgrouplist")]
    private static partial int getgrouplist(byte* user, uint group, uint* groups, int* count);

    [LibraryImport("libc", EntryPoint = "getppid")]
    internal static partial int getppid();

    [LibraryImport("libc", EntryPoint = "getuid")]
    internal static partial uint getuid();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint geteuid();

    [LibraryImport("libc", EntryPoint = "getegid")]
    internal static partial uint getegid();

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int setsid();

    [LibraryImport("libc", EntryPoint = "setuid", SetLastError = true)]
    private static partial int setuid(uint user);

    [LibraryImport("libc", EntryPoint = "setgid", SetLastError = true)]
    private static partial int setgid(uint group);

    [LibraryImport("libc", EntryPoint = "initgroups", SetLastError = true)]
    private static partial int initgroups(byte* user, uint group);

    [LibraryImport("libc", EntryPoint = "setgroups", SetLastError = true)]
    private static partial int setgroups(nuint count, uint* groups);

    [LibraryImport("libc", EntryPoint = "chroot", SetLastError = true)]
    private static partial int chroot(byte* path);

    [LibraryImport("libc", EntryPoint = "chdir", SetLastError = true)]
    private static partial int chdir(byte* path);

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static partial int prlimit(int pid, int resource, ResourceLimit* set, ResourceLimit* get);

    [LibraryImport("libc", EntryPoint = "getpwnam_r")]
    private static partial int getpwnam_r(byte* name, PasswordEntry* entry, byte* buffer, nuint size, PasswordEntry** result);

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static partial int getpwuid_r(uint user, PasswordEntry* entry, byte* buffer, nuint size, PasswordEntry** result);

    [LibraryImport("libc", EntryPoint = "getgrnam_r")]
    private static partial int getgrnam_r(byte* name, GroupEntry* entry, byte* buffer, nuint size, GroupEntry** result);

    [LibraryImport("libc", EntryPoint = "getgrgid_r")]
    private static partial int getgrgid_r(uint group, GroupEntry* entry, byte* buffer, nuint size, GroupEntry** result);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int getrusage(int who, byte* usage);

    private static int Error() => -Marshal.GetLastPInvokeError();

    internal static int ThreadId() => (int)syscall(SYS_gettid, 0, 0, 0, 0);

    /// <summary>
    /// Identity of the calling thread alone: these calls go past libc, whose own wrappers change every thread. Supplementary groups, group, user; 0 or -errno.
    /// </summary>
    internal static int SetThreadIdentity(uint user, uint group, ReadOnlySpan<uint> groups)
    {
        var isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        fixed (uint* g = groups)
        {
            if (syscall(isArm ? 159 : 116, groups.Length, (nint)g, 0, 0) != 0)
                return Error();
        }
        if (syscall(isArm ? 149 : 119, (nint)group, (nint)group, (nint)group, 0) != 0)
            return Error();
        return syscall(isArm ? 147 : 117, (nint)user, (nint)user, (nint)user, 0) == 0 ? 0 : Error();
    }

    /// <summary>Gives the calling thread a working directory and a file mode mask of its own (unshare, CLONE_FS).</summary>
    internal static int UnshareFileSystemState() => unshare(0x200) == 0 ? 0 : Error();

    internal static string? CurrentDirectory()
    {
        var buffer = stackalloc byte[4096];
        return getcwd(buffer, 4096) == null ? null : System.Text.Encoding.Latin1.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer));
    }

    internal static void SetFileModeMask(uint mask) => umask(mask);

    /// <summary>The groups of a user from the system's databases.</summary>
    internal static uint[] GroupsOf(string user, uint group)
    {
        var groups = new uint[256];
        var count = groups.Length;
        fixed (byte* u = ByteText.Encode(user, new byte[user.Length + 1]))
        fixed (uint* g = groups)
        {
            if (getgrouplist(u, group, g, &count) < 0)
                count = Math.Min(count, groups.Length);
        }
        return groups[..Math.Max(count, 0)];
    }

    internal static int OpenPid(int pid)
    {
        var fd = syscall(SYS_pidfd_open, pid, 0, 0, 0);
        return fd >= 0 ? (int)fd : Error();
    }

    internal static int SignalPid(int pidfd, int signal) => syscall(SYS_pidfd_send_signal, pidfd, signal, 0, 0) == 0 ? 0 : Error();

    internal static int WaitPid(int pidfd, bool noHang, out SignalInfo info)
    {
        SignalInfo got = default;
        while (true)
        {
            var result = waitid(P_PIDFD, (uint)pidfd, &got, WEXITED | (noHang ? WNOHANG : 0));
            if (result < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR)
                continue;
            info = got;
            return result == 0 ? 0 : Error();
        }
    }

    internal static int Control(int option, nint value) => prctl(option, value, 0, 0, 0) >= 0 ? 0 : Error();

    internal static int SetThreadName(string name)
    {
        fixed (byte* n = ByteText.Encode(name.Length > 15 ? name[..15] : name, new byte[16]))
            return prctl(PR_SET_NAME, (nint)n, 0, 0, 0) == 0 ? 0 : Error();
    }

    internal static int NewSession() => setsid() >= 0 ? 0 : Error();

    internal static int SetUser(uint user) => setuid(user) == 0 ? 0 : Error();

    internal static int SetGroup(uint group) => setgid(group) == 0 ? 0 : Error();

    internal static int InitGroups(string user, uint group)
    {
        fixed (byte* u = ByteText.Encode(user, new byte[user.Length + 1]))
            return initgroups(u, group) == 0 ? 0 : Error();
    }

    internal static int SetGroups(ReadOnlySpan<uint> groups)
    {
        fixed (uint* g = groups)
            return setgroups((nuint)groups.Length, g) == 0 ? 0 : Error();
    }

    internal static int ChangeRoot(string path)
    {
        fixed (byte* p = ByteText.Encode(path, new byte[path.Length + 1]))
            return chroot(p) == 0 ? 0 : Error();
    }

    internal static int ChangeDirectory(string path)
    {
        fixed (byte* p = ByteText.Encode(path, new byte[path.Length + 1]))
            return chdir(p) == 0 ? 0 : Error();
    }

    internal static int Execute(byte* path, byte** arguments, byte** environment)
    {
        execve(path, arguments, environment);
        return Error();
    }

    internal static int Execute(string path, byte** arguments, byte** environment)
    {
        fixed (byte* p = ByteText.Encode(path, new byte[path.Length + 1]))
        {
            execve(p, arguments, environment);
            return Error();
        }
    }

    internal static int GetLimit(int pid, int resource, out ResourceLimit limit)
    {
        ResourceLimit got = default;
        var result = prlimit(pid, resource, null, &got);
        limit = got;
        return result == 0 ? 0 : Error();
    }

    internal static int SetLimit(int pid, int resource, ResourceLimit limit) => prlimit(pid, resource, &limit, null) == 0 ? 0 : Error();

    /// <summary>User and system time in microseconds of this process (who 0) or of its reaped children (who -1).</summary>
    internal static (long User, long System) Usage(int who)
    {
        var usage = stackalloc byte[144];
        if (getrusage(who, usage) != 0)
            return default;
        var times = (long*)usage;
        return (times[0] * 1_000_000 + times[1], times[2] * 1_000_000 + times[3]);
    }

    internal static bool FindUser(string name, out PasswordEntry entry, out string text)
    {
        fixed (byte* n = ByteText.Encode(name, new byte[name.Length + 1]))
            return FindUser(n, 0, out entry, out text);
    }

    internal static bool FindUser(uint user, out PasswordEntry entry, out string text) => FindUser(null, user, out entry, out text);

    /// <summary>The home directory of a user.</summary>
    internal static bool FindHome(uint user, out string home) => FindUser(null, user, out _, out home, wantsHome: true);

    private static bool FindUser(byte* name, uint user, out PasswordEntry entry, out string text, bool wantsHome = false)
    {
        var buffer = new byte[16 * 1024];
        PasswordEntry got = default;
        PasswordEntry* result = null;
        text = "";
        fixed (byte* b = buffer)
        {
            var error = name != null ? getpwnam_r(name, &got, b, (nuint)buffer.Length, &result) : getpwuid_r(user, &got, b, (nuint)buffer.Length, &result);
            if (error == 0 && result != null)
                text = Marshal.PtrToStringAnsi((nint)(wantsHome ? got.Home : got.Name)) ?? "";
        }
        entry = got;
        return result != null;
    }

    internal static bool FindGroup(string name, out uint group)
    {
        var buffer = new byte[64 * 1024];
        GroupEntry got = default;
        GroupEntry* result = null;
        fixed (byte* n = ByteText.Encode(name, new byte[name.Length + 1]))
        fixed (byte* b = buffer)
            getgrnam_r(n, &got, b, (nuint)buffer.Length, &result);
        group = got.GroupId;
        return result != null;
    }

    internal static bool FindGroupName(uint group, out string name)
    {
        var buffer = new byte[64 * 1024];
        GroupEntry got = default;
        GroupEntry* result = null;
        name = "";
        fixed (byte* b = buffer)
        {
            getgrgid_r(group, &got, b, (nuint)buffer.Length, &result);
            if (result != null)
                name = Marshal.PtrToStringAnsi((nint)got.Name) ?? "";
        }
        return result != null;
    }
}

/// <summary>The part of siginfo_t that waitid(2) fills.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct SignalInfo
{
    internal const int Exited = 1, Killed = 2, Dumped = 3;

    [FieldOffset(0)] public int Signal;
    [FieldOffset(8)] public int Code;
    [FieldOffset(16)] public int Pid;
    [FieldOffset(24)] public int Status;
}

/// <summary>struct rlimit.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ResourceLimit
{
    public ulong Soft;
    public ulong Hard;
}

/// <summary>struct passwd.</summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
internal unsafe struct PasswordEntry
{
    [FieldOffset(0)] public byte* Name;
    [FieldOffset(16)] public uint UserId;
    [FieldOffset(20)] public uint GroupId;
    [FieldOffset(32)] public byte* Home;
}

/// <summary>struct group.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal unsafe struct GroupEntry
{
    [FieldOffset(0)] public byte* Name;
    [FieldOffset(16)] public uint GroupId;
}
