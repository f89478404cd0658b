using Trefoil.Bench.Scenarios;

namespace Trefoil.Bench.Servers;

/// <summary>h2o with two threads.</summary>
internal sealed record H2oServer(string Name, string Executable) : BenchServer(Name, Executable)
{
    internal override IReadOnlyList<string> Configure(Scenario scenario, string folder, string documents, int port)
    {
        var user = Environment.UserName == "root" ? "user: www-data\n" : "";
        var log = scenario.HasAccessLog ? $"access-log:\n  path: {folder}/access.log\n  format: \"%h %l %u %t \\\"%r\\\" %s %b \\\"%{{Referer}}i\\\" \\\"%{{User-agent}}i\\\"\"\n" : "";
        File.WriteAllText(Path.Combine(folder, "h2o.conf"), $"""
            listen:
              host: 127.0.0.1
              port: {port}
            num-threads: 2
            max-connections: 16384
            http1-request-timeout: 65
            error-log: {folder}/error.log
            pid-file: {folder}/h2o.pid
            {user}{log}hosts:
              default:
                paths:
                  "/":
                    file.dir: {documents}
            """ + "\n");
        return ["-c", Path.Combine(folder, "h2o.conf")];
    }
}
