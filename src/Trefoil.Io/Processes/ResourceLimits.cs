using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>Limits of a running process by prlimit(2).</summary>
public static class ResourceLimits
{
    /// <summary>CPU seconds.</summary>
    public const int Cpu = LibcProcess.RLIMIT_CPU;

    /// <summary>Address space in bytes.</summary>
    public const int AddressSpace = LibcProcess.RLIMIT_AS;

    /// <summary>Processes of the user.</summary>
    public const int Processes = LibcProcess.RLIMIT_NPROC;

    /// <summary>Open descriptors.</summary>
    public const int Descriptors = LibcProcess.RLIMIT_NOFILE;

    /// <summary>Bytes of a core file.</summary>
    public const int Core = LibcProcess.RLIMIT_CORE;

    /// <summary>Reads soft and hard limit of a process (0: this one). 0 or -errno.</summary>
    public static int Get(int process, int resource, out ulong soft, out ulong hard)
    {
        var result = LibcProcess.GetLimit(process, resource, out var limit);
        (soft, hard) = (limit.Soft, limit.Hard);
        return result;
    }

    /// <summary>Sets both limits of a process (0: this one). 0 or -errno.</summary>
    public static int Set(int process, int resource, ulong soft, ulong hard) =>
        LibcProcess.SetLimit(process, resource, new ResourceLimit { Soft = soft, Hard = hard });
}
