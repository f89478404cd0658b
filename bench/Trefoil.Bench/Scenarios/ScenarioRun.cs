using System.Net.Http;
using Trefoil.Bench.Measuring;
using Trefoil.Bench.Reporting;
using Trefoil.Bench.Servers;

namespace Trefoil.Bench.Scenarios;

/// <summary>One scenario with all servers that fit: all are started, then loaded in turn, round after round.</summary>
internal sealed class ScenarioRun
{
    private readonly Scenario _scenario;
    private readonly IReadOnlyList<BenchServer> _servers;
    private readonly string _work;
    private readonly string _documents;
    private readonly int _rounds;
    private readonly double _seconds;

    internal ScenarioRun(Scenario scenario, IReadOnlyList<BenchServer> servers, string work, bool quick)
    {
        _scenario = scenario;
        _servers = [.. servers.Where(server => server.Fits(scenario))];
        _work = work;
        _rounds = quick ? 3 : 5;
        _seconds = quick ? 2 : 4;
        _documents = Documents.Make(work);
    }

    internal void Execute(ResultTable results)
    {
        Console.WriteLine($"{_scenario.Name}: {_scenario.Description}");
        var running = new List<(RunningServer Server, string? Tag, IdleCrowd? Crowd, double IdleBytes)>();
        try
        {
            foreach (var server in _servers)
            {
                try
                {
                    running.Add(Prepare(server));
                }
                catch (InvalidOperationException failure)
                {
                    Console.WriteLine($"  {failure.Message}; left out");
                }
            }
            foreach (var (server, tag, _, _) in running)
                Wrk.Run(_scenario, server.Port, _work, tag, 1);
            for (var round = 0; round < _rounds; round++)
            {
                foreach (var (server, tag, _, idleBytes) in running)
                {
                    var before = Usage.Of(server.Processes);
                    var load = Wrk.Run(_scenario, server.Port, _work, tag, _seconds);
                    var after = Usage.Of(server.Processes);
                    results.Add(_scenario.Name, server.Server.Name, new Measurement(load, before, after, server.StartMilliseconds, idleBytes));
                }
            }
            foreach (var line in results.Lines(_scenario.Name))
                Console.WriteLine("  " + line);
        }
        finally
        {
            foreach (var (server, _, crowd, _) in running)
            {
                crowd?.Dispose();
                server.Dispose();
            }
        }
    }

    private (RunningServer Server, string? Tag, IdleCrowd? Crowd, double IdleBytes) Prepare(BenchServer server)
    {
        var running = RunningServer.Start(server, _scenario, _work, _documents);
        var tag = _scenario.IsConditional ? EntityTag(running.Port) : null;
        if (_scenario.IdleConnections == 0)
            return (running, tag, null, 0);
        Wrk.Run(_scenario, running.Port, _work, tag, 1);
        var before = Usage.Of(running.Processes);
        var crowd = new IdleCrowd(running.Port, _scenario.IdleConnections);
        var after = Usage.Of(running.Processes);
        return (running, tag, crowd, (after.PssKilobytes - before.PssKilobytes) * 1024.0 / Math.Max(crowd.Count, 1));
    }

    private string? EntityTag(int port)
    {
        using var client = new HttpClient();
        using var response = client.GetAsync(new Uri($"http://127.0.0.1:{port}{_scenario.Path}")).GetAwaiter().GetResult();
        return response.Headers.ETag?.ToString();
    }
}
