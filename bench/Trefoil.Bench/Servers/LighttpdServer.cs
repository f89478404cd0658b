using Trefoil.Bench.Scenarios;

namespace Trefoil.Bench.Servers;

/// <summary>lighttpd with two workers.</summary>
internal sealed record LighttpdServer(string Name, string Executable) : BenchServer(Name, Executable)
{
    internal override IReadOnlyList<string> Configure(Scenario scenario, string folder, string documents, int port)
    {
        var log = scenario.HasAccessLog ? $"accesslog.filename = \"{folder}/access.log\"\n" : "";
        var modules = scenario.HasAccessLog ? "server.modules = ( \"mod_accesslog\" )\n" : "";
        File.WriteAllText(Path.Combine(folder, "lighttpd.conf"), $"""
            {modules}server.document-root = "{documents}"
            server.bind = "127.0.0.1"
            server.port = {port}
            server.errorlog = "{folder}/error.log"
            server.pid-file = "{folder}/lighttpd.pid"
            server.max-worker = 2
            server.max-connections = 16384
            server.max-fds = 32768
            server.max-keep-alive-requests = 1000000000
            server.max-keep-alive-idle = 65
            mimetype.assign = ( ".html" => "text/html" )
            {log}
            """ + "\n");
        return ["-D", "-f", Path.Combine(folder, "lighttpd.conf")];
    }
}
