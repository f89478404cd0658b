namespace Trefoil.Bench.Servers;

/// <summary>The servers that are there on this machine.</summary>
internal static class ServerList
{
    internal static IReadOnlyList<BenchServer> Installed(string root)
    {
        var trefoil = Path.Combine(root, "dist", "bin", "httpd");
        var servers = new List<BenchServer>();
        foreach (var mpm in new[] { "event", "worker", "prefork" })
            servers.Add(new HttpdServer($"trefoil-{mpm}", trefoil, mpm, Path.Combine(root, "dist", "modules"), Path.Combine(root, "dist", "conf", "mime.types")));
        foreach (var mpm in new[] { "event", "worker", "prefork" })
            servers.Add(new HttpdServer($"apache-{mpm}", "/usr/sbin/apache2", mpm, "/usr/lib/apache2/modules", "/etc/mime.types"));
        servers.Add(new NginxServer("nginx", "/usr/sbin/nginx", CachesFiles: false));
        servers.Add(new NginxServer("nginx-cache", "/usr/sbin/nginx", CachesFiles: true));
        servers.Add(new H2oServer("h2o", "/usr/bin/h2o"));
        servers.Add(new LighttpdServer("lighttpd", "/usr/sbin/lighttpd"));
        servers.RemoveAll(server => !File.Exists(server.Executable));
        return servers;
    }
}
