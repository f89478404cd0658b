using Trefoil.Mpm.Parent;

namespace Trefoil.Mpm;

/// <summary>The command that starts this very program again in another role.</summary>
internal static class OwnProgram
{
    private static readonly string[] Prefix = Read();

    /// <summary>Program and arguments; the first is the path to execute.</summary>
    internal static List<string> Command(string verb) => [.. Prefix, verb];

    /// <summary>Under "dotnet httpd.dll" the assembly comes behind the program.</summary>
    private static string[] Read()
    {
        var own = Environment.GetCommandLineArgs();
        var program = Environment.ProcessPath ?? "/proc/self/exe";
        return Path.GetFileName(program) is "dotnet" && own.Length > 0
            ? [ChildEnvironment.ToBytes(program), ChildEnvironment.ToBytes(Path.GetFullPath(own[0]))]
            : [ChildEnvironment.ToBytes(program)];
    }
}
