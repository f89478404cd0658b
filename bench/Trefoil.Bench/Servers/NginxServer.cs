using Trefoil.Bench.Scenarios;

namespace Trefoil.Bench.Servers;

/// <summary>nginx with two workers, with and without its cache of open files.</summary>
internal sealed record NginxServer(string Name, string Executable, bool CachesFiles) : BenchServer(Name, Executable)
{
    internal override IReadOnlyList<string> Configure(Scenario scenario, string folder, string documents, int port)
    {
        var user = Environment.UserName == "root" ? "user www-data;" : "";
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
            worker_processes 2;
            daemon off;
            {{user}}
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events { worker_connections 16384; }
            http {
              types { text/html html; }
              sendfile on;
              tcp_nopush on;
              access_log {{(scenario.HasAccessLog ? $"{folder}/access.log combined" : "off")}};
              keepalive_timeout 65;
              keepalive_requests 1000000000;
              {{(CachesFiles ? "open_file_cache max=1000 inactive=60s; open_file_cache_valid 1s;" : "")}}
              client_body_temp_path {{folder}}/b; proxy_temp_path {{folder}}/p; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
              server { listen 127.0.0.1:{{port}} backlog=1024; root {{documents}}; log_not_found off; }
            }
            """ + "\n");
        return ["-c", Path.Combine(folder, "nginx.conf"), "-p", folder];
    }
}
