using System.Globalization;
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

    private const int ExecFailed = 255;

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
        foreach (var limit in words[verb + 1].Split(','))
        {
            var error = Apply(limit.Split(':'));
            if (error < 0)
                return Complain($"({-error}){Errno.Text(-error)}: a limit of '{program}' cannot be set");
        }
        var environment = ProcessEnvironment.Current;
        var kept = environment.Take(environment.Count - RuntimeSettings.Length).ToList();
        var failure = CurrentProcess.Replace(program, words.GetRange(verb + 3, words.Count - verb - 3), kept, []);
        return Complain($"({-failure}){Errno.Text(-failure)}: exec of '{program}' failed");
    }

    private static int Apply(string[] parts)
    {
        var resource = int.Parse(parts[0], CultureInfo.InvariantCulture);
        var error = ResourceLimits.Get(0, resource, out _, out var hard);
        if (error < 0)
            return error;
        if (parts[2] != "x")
            hard = parts[2] == "-1" ? ulong.MaxValue : ulong.Parse(parts[2], CultureInfo.InvariantCulture);
        var soft = parts[1] == "-1" ? hard : ulong.Parse(parts[1], CultureInfo.InvariantCulture);
        return ResourceLimits.Set(0, resource, Math.Min(soft, hard), hard);
    }

    private static int Complain(string text)
    {
        FileSystem.WriteAll(2, System.Text.Encoding.Latin1.GetBytes(text + "\n"));
        return ExecFailed;
    }
}
