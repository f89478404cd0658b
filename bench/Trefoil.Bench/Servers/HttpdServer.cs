using Trefoil.Bench.Scenarios;

namespace Trefoil.Bench.Servers;

/// <summary>Trefoil and Apache: the very same configuration for both.</summary>
internal sealed record HttpdServer(string Name, string Executable, string Mpm, string Modules, string MimeTypes) : BenchServer(Name, Executable)
{
    internal override bool Fits(Scenario scenario) => Mpm == "event" || scenario.IdleConnections == 0;

    internal override IReadOnlyList<string> Configure(Scenario scenario, string folder, string documents, int port)
    {
        var threads = Mpm switch
        {
            "prefork" => """
                StartServers 64
                MinSpareServers 1
                MaxSpareServers 600
                MaxRequestWorkers 600
                ServerLimit 600
                """,
            "worker" => """
                StartServers 2
                ThreadsPerChild 300
                ThreadLimit 300
                MinSpareThreads 1
                MaxSpareThreads 600
                MaxRequestWorkers 600
                """,
            _ => """
                StartServers 2
                ThreadsPerChild 32
                MinSpareThreads 1
                MaxSpareThreads 64
                MaxRequestWorkers 64
                AsyncRequestWorkerFactor 200
                """,
        };
        var log = scenario.HasAccessLog
            ? "LogFormat \"%h %l %u %t \\\"%r\\\" %>s %b \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\"\" combined\nCustomLog access_log combined\n"
            : "";
        var user = Environment.UserName == "root" ? "User www-data\nGroup www-data\n" : "";
        File.WriteAllText(Path.Combine(folder, "httpd.conf"), $"""
            ServerRoot {folder}
            Listen 127.0.0.1:{port}
            LoadModule mpm_{Mpm}_module {Modules}/mod_mpm_{Mpm}.so
            LoadModule authz_core_module {Modules}/mod_authz_core.so
            LoadModule mime_module {Modules}/mod_mime.so
            {threads}
            {user}ServerName localhost
            PidFile httpd.pid
            ErrorLog error_log
            TypesConfig {MimeTypes}
            KeepAlive On
            MaxKeepAliveRequests 0
            KeepAliveTimeout 65
            DocumentRoot {documents}
            {log}<Directory />
                Require all granted
                AllowOverride {(scenario.AllowsHtaccess ? "All" : "None")}
            </Directory>
            """ + "\n");
        return ["-f", Path.Combine(folder, "httpd.conf"), "-DFOREGROUND"];
    }
}
