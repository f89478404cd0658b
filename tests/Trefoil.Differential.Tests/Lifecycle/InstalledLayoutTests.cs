namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>Configurations as distributions install them.</summary>
[Trait("Category", "Long")]
public sealed class InstalledLayoutTests
{
    private static readonly string[] Requests = ["/", "/nope", "/icons/", "/manual/", "/.htaccess", "/cgi-bin/"];

    [OracleTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void DebianServesAsInstalled(string mpm)
    {
        if (!Directory.Exists("/etc/apache2/mods-available"))
        {
            return;
        }

        using var scratch = new ScratchFolder();
        using var oracle = StartDebian(ApacheOracle.Program, scratch.Folder("a"), mpm);
        using var subject = StartDebian(ServerUnderTest.Program, scratch.Folder("b"), mpm);
        CompareAnswers(oracle, subject);
    }

    [OracleTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void RedHatServesAsInstalled(string mpm)
    {
        using var scratch = new ScratchFolder();
        var root = scratch.Folder("var");
        var tree = new DocumentTree(root);
        tree.Add("www/html/index.html", "<h1>home</h1>");
        tree.Add("www/html/dir/a.txt", "a");
        tree.AddFolder("www/cgi-bin");
        tree.AddFolder("www/icons");
        tree.Settle();
        using var oracle = StartRedHat(ApacheOracle.Program, scratch, "a", root, mpm);
        using var subject = StartRedHat(ServerUnderTest.Program, scratch, "b", root, mpm);
        CompareAnswers(oracle, subject);
    }

    private static void CompareAnswers(RunningServer oracle, RunningServer subject)
    {
        foreach (var target in Requests.Append("/dir/"))
        {
            var sent = $"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            var difference = ResponseComparer.Difference(Ask(oracle, sent), Ask(subject, sent), sent, oracle, subject);
            Assert.True(difference is null, target + "\n" + difference);
        }
    }

    private static RawAnswer Ask(RunningServer server, string sent)
    {
        using var client = new RawClient(server.Port);
        client.Send(sent);
        return client.ReadToEnd();
    }

    private static RunningServer StartDebian(ServerProgram program, string folder, string mpm)
    {
        var port = RunningServer.FreePort();
        var text = LifecycleFixture.Text(port);
        CommandRun.Of("/bin/cp", ["-a", "/etc/apache2/.", folder + "/conf"]);
        File.WriteAllText(folder + "/conf/ports.conf", $"Listen 127.0.0.1:{text}\n");
        foreach (var site in Directory.GetFiles(folder + "/conf/sites-available", "*.conf"))
        {
            File.WriteAllText(site, File.ReadAllText(site).Replace("*:80", "*:" + text, StringComparison.Ordinal));
        }

        foreach (var other in Directory.GetFiles(folder + "/conf/mods-enabled", "mpm_*"))
        {
            File.Delete(other);
        }

        foreach (var kind in (string[])["load", "conf"])
        {
            File.CreateSymbolicLink($"{folder}/conf/mods-enabled/mpm_{mpm}.{kind}", $"../mods-available/mpm_{mpm}.{kind}");
        }

        var environment = new Dictionary<string, string>
        {
            ["APACHE_RUN_USER"] = "www-data",
            ["APACHE_RUN_GROUP"] = "www-data",
            ["APACHE_PID_FILE"] = folder + "/httpd.pid",
            ["APACHE_RUN_DIR"] = folder,
            ["APACHE_LOCK_DIR"] = folder,
            ["APACHE_LOG_DIR"] = folder,
        };
        return RunningServer.StartInstalled(program, port, folder,
            ["-DFOREGROUND", "-d", folder + "/conf", "-f", folder + "/conf/apache2.conf"], environment);
    }

    private static RunningServer StartRedHat(ServerProgram program, ScratchFolder scratch, string name, string root, string mpm)
    {
        var folder = scratch.Folder(name);
        var port = RunningServer.FreePort();
        foreach (var part in (string[])["conf", "conf.d", "conf.modules.d", "run"])
        {
            scratch.Folder($"{name}/{part}");
        }

        scratch.Folder($"{name}/log");
        File.CreateSymbolicLink(folder + "/logs", "log");
        File.CreateSymbolicLink(folder + "/modules", ServerProgram.ModuleFolder);
        scratch.Write($"{name}/conf/mime.types", "text/html html htm\ntext/plain txt\n");
        scratch.Write($"{name}/conf/magic", "");
        scratch.Write($"{name}/conf.modules.d/00-mpm.conf", $"LoadModule mpm_{mpm}_module modules/mod_mpm_{mpm}.so\n");
        scratch.Write($"{name}/conf.modules.d/00-base.conf", string.Concat(
            ((string[])["alias", "allowmethods", "auth_basic", "authn_core", "authn_file", "authz_core", "authz_host", "authz_user", "autoindex",
                "dir", "env", "expires", "headers", "mime", "mime_magic", "negotiation", "rewrite", "setenvif", "status", "vhost_alias"])
            .Select(module => $"LoadModule {module}_module modules/mod_{module}.so\n")));
        scratch.Write($"{name}/conf.d/autoindex.conf", $"""
            IndexOptions FancyIndexing HTMLTable VersionSort
            Alias /icons/ "{root}/www/icons/"
            <Directory "{root}/www/icons">
                Options Indexes MultiViews FollowSymlinks
                AllowOverride None
                Require all granted
            </Directory>
            DefaultIcon /icons/unknown.gif
            IndexIgnore .??* *~ *# RCS CVS

            """);
        scratch.Write($"{name}/conf.d/welcome.conf", "<LocationMatch \"^/+$\">\n    Options -Indexes\n</LocationMatch>\n");
        scratch.Write($"{name}/conf/httpd.conf", $"""
            ServerRoot "{folder}"
            Listen 127.0.0.1:{LifecycleFixture.Text(port)}
            Include conf.modules.d/*.conf
            {(Signals.RunningAsRoot ? "User www-data\nGroup www-data" : "")}
            ServerAdmin root@localhost
            ServerName localhost
            PidFile {folder}/httpd.pid
            DefaultRuntimeDir run
            <Directory />
                AllowOverride none
                Require all denied
            </Directory>
            DocumentRoot "{root}/www/html"
            <Directory "{root}/www">
                AllowOverride None
                Require all granted
            </Directory>
            <Directory "{root}/www/html">
                Options Indexes FollowSymLinks
                AllowOverride None
                Require all granted
            </Directory>
            <IfModule dir_module>
                DirectoryIndex index.html
            </IfModule>
            <Files ".ht*">
                Require all denied
            </Files>
            ErrorLog "logs/error_log"
            LogLevel warn
            <IfModule log_config_module>
                LogFormat "%h %l %u %t \"%r\" %>s %b \"%{"{Referer}"}i\" \"%{"{User-Agent}"}i\"" combined
                CustomLog "logs/access_log" combined
            </IfModule>
            <IfModule alias_module>
                ScriptAlias /cgi-bin/ "{root}/www/cgi-bin/"
            </IfModule>
            <Directory "{root}/www/cgi-bin">
                AllowOverride None
                Options None
                Require all granted
            </Directory>
            <IfModule mime_module>
                TypesConfig conf/mime.types
                AddType application/x-compress .Z
                AddType text/html .shtml
            </IfModule>
            AddDefaultCharset UTF-8
            <IfModule mime_magic_module>
                MIMEMagicFile conf/magic
            </IfModule>
            EnableSendfile on
            IncludeOptional conf.d/*.conf

            """);
        return RunningServer.StartInstalled(program, port, folder, ["-DFOREGROUND", "-f", folder + "/conf/httpd.conf"]);
    }
}
