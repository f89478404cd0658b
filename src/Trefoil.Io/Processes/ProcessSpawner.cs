using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>posix_spawn with exact control of descriptors and signals.</summary>
internal static unsafe class ProcessSpawner
{
    /// <summary>Starts the program. 0 or -errno.</summary>
    internal static int Spawn(SpawnRequest request, out int pid)
    {
        pid = 0;
        var actions = stackalloc byte[LibcProcess.FileActionsSize];
        var attributes = stackalloc byte[LibcProcess.AttributesSize];
        var signals = stackalloc byte[LibcProcess.SignalSetSize];
        List<int>? copies = null;
        LibcProcess.posix_spawn_file_actions_init(actions);
        LibcProcess.posix_spawnattr_init(attributes);
        try
        {
            var error = AddDescriptors(request.Descriptors, actions, ref copies);
            if (error < 0)
                return error;
            // The runtime ignores SIGPIPE and that would survive the exec: the new program starts with every signal at its default and none blocked.
            LibcProcess.sigfillset(signals);
            LibcProcess.posix_spawnattr_setsigdefault(attributes, signals);
            LibcProcess.sigemptyset(signals);
            LibcProcess.posix_spawnattr_setsigmask(attributes, signals);
            var flags = (short)(LibcProcess.POSIX_SPAWN_SETSIGDEF | LibcProcess.POSIX_SPAWN_SETSIGMASK);
            if (request.OwnGroup)
                flags |= LibcProcess.POSIX_SPAWN_SETPGROUP;
            LibcProcess.posix_spawnattr_setflags(attributes, flags);
            using var strings = new NativeStrings();
            if (request.WorkingDirectory is { } directory)
                LibcProcess.posix_spawn_file_actions_addchdir_np(actions, strings.Add(directory));
            var path = strings.Add(request.Path);
            var arguments = strings.AddAll(request.Arguments);
            var environment = strings.AddAll(request.Environment);
            int started;
            var result = request.SearchPath
                ? LibcProcess.posix_spawnp(&started, path, actions, attributes, arguments, environment)
                : LibcProcess.posix_spawn(&started, path, actions, attributes, arguments, environment);
            pid = started;
            return -result;
        }
        finally
        {
            LibcProcess.posix_spawn_file_actions_destroy(actions);
            LibcProcess.posix_spawnattr_destroy(attributes);
            foreach (var copy in copies ?? [])
                FileSystem.Close(copy);
        }
    }

    /// <summary>
    /// Sources that a target of another row would overwrite are first copied to a number above all targets. A row whose two numbers are equal only clears
    /// close-on-exec, and only in the new process.
    /// </summary>
    private static int AddDescriptors(IReadOnlyList<InheritedDescriptor> descriptors, byte* actions, ref List<int>? copies)
    {
        var above = 3;
        var targets = new HashSet<int>();
        foreach (var row in descriptors)
        {
            above = Math.Max(above, row.There + 1);
            targets.Add(row.There);
        }
        foreach (var row in descriptors)
        {
            var source = row.Here;
            if (source != row.There && targets.Contains(source))
            {
                source = LibcMemory.Control(row.Here, LibcMemory.F_DUPFD_CLOEXEC, above);
                if (source < 0)
                    return source;
                (copies ??= []).Add(source);
            }
            LibcProcess.posix_spawn_file_actions_adddup2(actions, source, row.There);
        }
        return 0;
    }
}
