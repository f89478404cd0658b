using System.Text;
using Trefoil.Io.Files;

namespace Trefoil.Io.Processes;

/// <summary>The environment that this process was started with, as bytes.</summary>
public static class ProcessEnvironment
{
    /// <summary>NAME=value rows as the kernel has them; what was changed since the start is not among them.</summary>
    public static IReadOnlyList<string> Current { get; } = Read();

    private static string[] Read()
    {
        var bytes = FileSystem.ReadAll("/proc/self/environ", out _);
        return bytes is null ? [] : Encoding.Latin1.GetString(bytes).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }
}
