using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>What this process and its threads can say and set about themselves.</summary>
public static class CurrentProcess
{
    [ThreadStatic]
    private static int _threadId;

    /// <summary>The kernel's number of the calling thread, asked once a thread.</summary>
    public static int ThreadId => _threadId != 0 ? _threadId : _threadId = LibcProcess.ThreadId();

    /// <summary>The parent's process number.</summary>
    public static int ParentId => LibcProcess.getppid();

    /// <summary>Asks the kernel for a signal when the thread that spawned us ends. Cleared by every change of identity, so call it afterwards.</summary>
    public static int SetParentDeathSignal(int signal) => LibcProcess.Control(LibcProcess.PR_SET_PDEATHSIG, signal);

    /// <summary>Allows or forbids core files and tracing.</summary>
    public static int SetDumpable(bool dumpable) => LibcProcess.Control(LibcProcess.PR_SET_DUMPABLE, dumpable ? 1 : 0);

    /// <summary>Names the calling thread (15 bytes count).</summary>
    public static int SetThreadName(string name) => LibcProcess.SetThreadName(name);

    /// <summary>Becomes the leader of a new session.</summary>
    public static int NewSession() => LibcProcess.NewSession();

    /// <summary>Changes the working directory.</summary>
    public static int ChangeDirectory(string path) => LibcProcess.ChangeDirectory(path);

    /// <summary>The calling thread's working directory; null where it cannot be told.</summary>
    public static string? CurrentDirectory() => LibcProcess.CurrentDirectory();

    /// <summary>The command line as bytes, as the kernel has it.</summary>
    public static List<string> Arguments()
    {
        var bytes = Files.FileSystem.ReadAll("/proc/self/cmdline", out _);
        var words = bytes is null ? [] : System.Text.Encoding.Latin1.GetString(bytes).Split('\0').ToList();
        if (words.Count > 0)
            words.RemoveAt(words.Count - 1);
        return words;
    }

    /// <summary>Raises the number of descriptors we may open to the hard limit; gives the limit in effect.</summary>
    public static long RaiseDescriptorLimit()
    {
        if (LibcProcess.GetLimit(0, LibcProcess.RLIMIT_NOFILE, out var limit) < 0)
            return 1024;
        if (limit.Soft < limit.Hard && LibcProcess.SetLimit(0, LibcProcess.RLIMIT_NOFILE, new ResourceLimit { Soft = limit.Hard, Hard = limit.Hard }) == 0)
            limit.Soft = limit.Hard;
        return (long)Math.Min(limit.Soft, long.MaxValue);
    }

    /// <summary>User and system time in microseconds, of this process or of its reaped children.</summary>
    public static (long User, long System) CpuTime(bool ofChildren) => LibcProcess.Usage(ofChildren ? -1 : 0);

    /// <summary>Sends a signal to any process by number. 0 or -errno; signal 0 only asks.</summary>
    public static int Signal(int process, int signal) => LibcSignals.Kill(process, signal);

    /// <summary>
    /// Sets limits and replaces this program by another; returns only on failure, with -errno. Everything is prepared and every call made once before the limits hold: a
    /// runtime that may not have one page more cannot compile a method.
    /// </summary>
    public static unsafe int ReplaceUnderLimits(
        string path, IReadOnlyList<string> arguments, IReadOnlyList<string> environment, ReadOnlySpan<(int Resource, ulong Soft, ulong Hard)> limits)
    {
        using var strings = new NativeStrings();
        var program = strings.Add(path);
        var words = strings.AddAll(arguments);
        var variables = strings.AddAll(environment);
        var nothing = strings.Add("");
        LibcSignals.SetDefault(Signals.PIPE);
        var error = 0;
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var limit in limits)
            {
                var wanted = new ResourceLimit { Soft = limit.Soft, Hard = limit.Hard };
                if (pass == 0)
                    LibcProcess.GetLimit(0, limit.Resource, out wanted);
                error = LibcProcess.SetLimit(0, limit.Resource, wanted);
                if (error < 0)
                    return error;
            }
            error = LibcProcess.Execute(pass == 0 ? nothing : program, words, variables);
        }
        return error;
    }

    /// <summary>Replaces this program by another; returns only on failure, with -errno. Only the descriptors listed stay open.</summary>
    public static unsafe int Replace(string path, IReadOnlyList<string> arguments, IReadOnlyList<string> environment, IReadOnlyList<int> descriptors)
    {
        using var strings = new NativeStrings();
        // The runtime ignores it, and that would survive.
        LibcSignals.SetDefault(Signals.PIPE);
        foreach (var descriptor in descriptors)
            Sockets.Listener.SetInheritable(descriptor, true);
        var error = LibcProcess.Execute(path, strings.AddAll(arguments), strings.AddAll(environment));
        foreach (var descriptor in descriptors)
            Sockets.Listener.SetInheritable(descriptor, false);
        return error;
    }
}
