using Trefoil.Bench.Reporting;
using Trefoil.Bench.Scenarios;
using Trefoil.Bench.Servers;

namespace Trefoil.Bench;

/// <summary>
/// Runs every scenario against every server that fits it, in interleaved rounds, so that a busy machine slows all of them alike. Ratios are the result.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var root = Directory.GetCurrentDirectory();
        var quick = false;
        var wanted = new List<string>();
        var servers = new List<string>();
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--root":
                    root = arguments[++i];
                    break;
                case "--quick":
                    quick = true;
                    break;
                case "--server":
                    servers.Add(arguments[++i]);
                    break;
                case "--list":
                    foreach (var scenario in ScenarioList.All)
                        Console.WriteLine($"{scenario.Name,-16} {scenario.Description}");
                    return 0;
                default:
                    wanted.Add(arguments[i]);
                    break;
            }
        }
        var scenarios = ScenarioList.All.Where(scenario => wanted.Count == 0 ? !quick || scenario.IsQuick : wanted.Contains(scenario.Name)).ToList();
        if (scenarios.Count == 0 || wanted.Exists(name => !ScenarioList.All.Any(scenario => scenario.Name == name)))
        {
            Console.Error.WriteLine("bench: no such scenario; --list names them");
            return 1;
        }
        var peers = ServerList.Installed(root).Where(server => servers.Count == 0 || servers.Contains(server.Name)).ToList();
        var work = Directory.CreateTempSubdirectory("trefoil-bench-").FullName;
        try
        {
            var results = new ResultTable();
            foreach (var scenario in scenarios)
                new ScenarioRun(scenario, peers, work, quick).Execute(results);
            Report.Write(results, Path.Combine(root, "bench", "results"));
            return 0;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
