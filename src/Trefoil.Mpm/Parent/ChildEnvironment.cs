using System.Collections;
using System.Globalization;
using System.Text;
using Trefoil.Mpm.Child;

namespace Trefoil.Mpm.Parent;

/// <summary>The environment of a child: ours, and how its runtime shall behave. What the administrator set himself stays.</summary>
internal static class ChildEnvironment
{
    private const int SmallGeneration = 0x400000, LargeGeneration = 0x1000000;

    internal static List<string> For(MpmKind mpm, int controlDescriptor, int startDescriptor)
    {
        var wanted = new Dictionary<string, string>
        {
            // No debugger sockets in /tmp, no threads for them; one small heap that fits the caches of the few threads of a child.
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_gcConcurrent"] = "0",
            ["DOTNET_GCgen0size"] = (mpm == MpmKind.Event ? LargeGeneration : SmallGeneration).ToString("x", CultureInfo.InvariantCulture),
            ["DOTNET_TC_CallCountingDelayMs"] = "100",
            ["DOTNET_TieredPGO"] = "0",
        };
        var environment = new List<string>();
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            var name = ToBytes((string)entry.Key);
            if (name is ChildMain.Variable or Spawner.SpawnerMain.Variable or "NOTIFY_SOCKET" or "LISTEN_FDS" or "LISTEN_PID" or "LISTEN_FDNAMES" or "WATCHDOG_USEC" or "WATCHDOG_PID")
                continue;
            wanted.Remove(name);
            environment.Add($"{name}={ToBytes((string?)entry.Value ?? "")}");
        }
        foreach (var (name, value) in wanted)
            environment.Add($"{name}={value}");
        environment.Add(string.Create(CultureInfo.InvariantCulture, $"{ChildMain.Variable}={controlDescriptor}:{startDescriptor}"));
        return environment;
    }

    /// <summary>The environment of a spawner, which starts programs and keeps little: the smallest heap.</summary>
    internal static List<string> ForSpawner(string start)
    {
        var environment = For(MpmKind.Prefork, 0, 0);
        environment.RemoveAt(environment.Count - 1);
        environment.Add(start);
        return environment;
    }

    /// <summary>The runtime decodes the environment as UTF-8; system calls take byte strings.</summary>
    internal static string ToBytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
