using System.Text;
using Trefoil.Io.Files;

namespace Trefoil.Httpd.CommandLine;

/// <summary>The arguments as the bytes that they are. The runtime has decoded them as UTF-8, which other bytes do not survive.</summary>
internal sealed class ProgramArguments
{
    private ProgramArguments(string path, IReadOnlyList<string> words, IReadOnlyList<string> all)
    {
        Path = path;
        Words = words;
        All = all;
    }

    /// <summary>The program as it was called, for the usage text.</summary>
    internal string Path { get; }

    /// <summary>The last part of <see cref="Path"/>: the name in front of complaints.</summary>
    internal string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The arguments without the program.</summary>
    internal IReadOnlyList<string> Words { get; }

    /// <summary>The whole argv, to start the same program again.</summary>
    internal IReadOnlyList<string> All { get; }

    /// <summary>Reads them from the kernel; <paramref name="decoded"/> tells how many there are and is what remains without /proc.</summary>
    internal static ProgramArguments Read(string[] decoded)
    {
        var bytes = FileSystem.ReadAll("/proc/self/cmdline", out _);
        if (bytes is null || bytes.Length == 0)
            return new ProgramArguments("httpd", decoded, ["httpd", .. decoded]);
        var all = Encoding.Latin1.GetString(bytes, 0, bytes.Length - 1).Split('\0');
        if (all.Length <= decoded.Length)
            return new ProgramArguments("httpd", decoded, ["httpd", .. decoded]);
        // Under the dotnet host there is the name of the assembly in between.
        var path = all.Length == decoded.Length + 1 ? all[0] : "httpd";
        return new ProgramArguments(path, all[^decoded.Length..], all);
    }
}
