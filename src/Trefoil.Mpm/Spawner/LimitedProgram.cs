using System.Globalization;
using System.Text;
using Trefoil.Io.Files;
using Trefoil.Io.Native;
using Trefoil.Io.Processes;

namespace Trefoil.Mpm.Spawner;

/// <summary>
/// A program under limits of its own. Limits belong to a process and cannot be given to posix_spawn, so a short-lived process of this server sets
/// them on itself and then becomes the program: not one instruction of it runs without them.
/// </summary>
public static class LimitedProgram
{
    /// <summary>The verb on the command line.</summary>
    public const string Verb = "--limited";

    private const int ExecFailed = 255, LastKnownErrno = 40;

    private static readonly string[] RuntimeSettings =
    [
        "DOTNET_EnableDiagnostics=0", "DOTNET_gcServer=0", "DOTNET_gcConcurrent=0", "DOTNET_TieredPGO=0", "DOTNET_TieredCompilation=1", "DOTNET_GCHeapHardLimit=4000000",
    ];

    /// <summary>The command that starts this server's executable in the role.</summary>
    internal static (string Program, IReadOnlyList<string> Arguments, IReadOnlyList<string> Environment) Wrap(ScriptOrder order)
    {
        var own = OwnProgram.Command(Verb);
        var limits = string.Join(',', order.Limits.Select(static limit => string.Create(CultureInfo.InvariantCulture, $"{limit.Resource}:{limit.Soft}:{limit.Hard?.ToString(CultureInfo.InvariantCulture) ?? "x"}")));
        return (own[0], [.. own, limits, order.Program, .. order.Arguments], [.. order.Environment, .. RuntimeSettings]);
    }

    /// <summary>Runs in the new process; returns only where the program cannot be executed.</summary>
    public static int Run()
    {
        var words = CurrentProcess.Arguments();
        var verb = words.IndexOf(Verb);
        if (verb < 0 || words.Count < verb + 4)
            return ExecFailed;
        var program = words[verb + 2];
        var texts = words[verb + 1].Split(',');
        var limits = new (int, ulong, ulong)[texts.Length];
        for (var i = 0; i < texts.Length; i++)
            limits[i] = Parse(texts[i].Split(':'));
        var environment = new List<string>(ProcessEnvironment.Current);
        environment.RemoveRange(environment.Count - RuntimeSettings.Length, RuntimeSettings.Length);
        // Made while there is memory to make them.
        var complaints = new byte[LastKnownErrno + 1][];
        for (var errno = 0; errno < complaints.Length; errno++)
            complaints[errno] = Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"({errno}){Errno.Text(errno)}: exec of '{program}' failed\n"));
        FileSystem.Write(2, []);
        var failure = -CurrentProcess.ReplaceUnderLimits(program, words.GetRange(verb + 3, words.Count - verb - 3), environment, limits);
        FileSystem.Write(2, complaints[failure > LastKnownErrno ? 0 : failure]);
        return ExecFailed;
    }

    private static (int Resource, ulong Soft, ulong Hard) Parse(string[] parts)
    {
        var resource = int.Parse(parts[0], CultureInfo.InvariantCulture);
        ResourceLimits.Get(0, resource, out _, out var hard);
        // What is set already cannot be raised by a program without privileges.
        if (parts[2] is not ("x" or "-1"))
            hard = Math.Min(hard, ulong.Parse(parts[2], CultureInfo.InvariantCulture));
        var soft = parts[1] == "-1" ? hard : ulong.Parse(parts[1], CultureInfo.InvariantCulture);
        return (resource, Math.Min(soft, hard), hard);
    }
}
