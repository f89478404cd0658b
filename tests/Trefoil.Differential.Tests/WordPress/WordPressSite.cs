using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Trefoil.Differential.Tests.WordPress;

/// <summary>
/// Debian's WordPress in a folder of its own, with a private database server and a private pool of PHP-FPM, and a server in front of it.
/// </summary>
internal sealed class WordPressSite : IDisposable
{
    private const string Packaged = "/usr/share/wordpress";

    private readonly ScratchFolder scratch = new();
    private readonly List<Process> processes = [];
    private RunningServer? server;

    public string Folder => scratch.Path;

    public string DocumentRoot => scratch.Path + "/wordpress";

    public RunningServer Server => server ?? throw new InvalidOperationException("Not started");

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Server.Port}");

    public static string? ReasonToSkip()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "WordPress", "install-packages");
        var run = CommandRun.Of("/bin/bash", [script], patience: TimeSpan.FromMinutes(8));
        return run.ExitCode == 0 ? null : "The packages cannot be installed: " + run.Output + run.Error;
    }

    public void Start(ServerProgram program, string mpm)
    {
        CopyApplication();
        StartDatabase();
        StartPhp();
        var config = ConfigTemplate.Framed(
            mpm,
            ["authz_core", "mime", "dir", "alias", "env", "setenvif", "rewrite", "headers", "expires", "deflate", "filter", "proxy", "proxy_fcgi"],
            $"""
            TypesConfig /etc/mime.types
            DocumentRoot {DocumentRoot}
            DirectoryIndex index.php index.html
            LogLevel info
            <Directory {DocumentRoot}>
              Options FollowSymLinks
              AllowOverride All
              Require all granted
            </Directory>
            <FilesMatch "\.php$">
              SetHandler "proxy:unix:{Folder}/php.sock|fcgi://localhost"
            </FilesMatch>

            """);
        server = RunningServer.Start(program, config, scratch.Folder("run"), scratch.Folder("root"));
    }

    public void Dispose()
    {
        server?.Dispose();
        foreach (var process in processes)
        {
            if (!process.HasExited)
            {
                Signals.Send(process.Id, Signals.Terminate);
                if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
                {
                    process.Kill(entireProcessTree: true);
                }
            }

            process.Dispose();
        }

        scratch.Dispose();
    }

    private void CopyApplication()
    {
        // The package keeps themes and plugins behind links.
        Require(CommandRun.Of("/bin/cp", ["-rL", Packaged, DocumentRoot], patience: TimeSpan.FromMinutes(2)));
        var config = $$"""
            <?php
            define('DB_NAME', 'wordpress');
            define('DB_USER', 'www-data');
            define('DB_PASSWORD', '');
            define('DB_HOST', 'localhost:{{Folder}}/db.sock');
            define('DB_CHARSET', 'utf8mb4');
            define('AUTH_KEY', 'a'); define('SECURE_AUTH_KEY', 'b'); define('LOGGED_IN_KEY', 'c'); define('NONCE_KEY', 'd');
            define('AUTH_SALT', 'e'); define('SECURE_AUTH_SALT', 'f'); define('LOGGED_IN_SALT', 'g'); define('NONCE_SALT', 'h');
            define('WP_HTTP_BLOCK_EXTERNAL', true);
            define('AUTOMATIC_UPDATER_DISABLED', true);
            define('DISABLE_WP_CRON', true);
            define('FS_METHOD', 'direct');
            $table_prefix = 'wp_';
            if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
            require_once ABSPATH . 'wp-settings.php';

            """;
        File.WriteAllText(DocumentRoot + "/wp-config.php", config);
        Require(CommandRun.Of("/bin/chown", ["-R", "www-data:www-data", DocumentRoot], patience: TimeSpan.FromMinutes(1)));
    }

    private void StartDatabase()
    {
        var data = scratch.Folder("db");
        Require(CommandRun.Of("/bin/chown", ["mysql:mysql", data]));
        Require(CommandRun.Of("/bin/chmod", ["1777", Folder]));
        Require(CommandRun.Of("/usr/bin/mariadb-install-db", ["--no-defaults", "--user=mysql", "--datadir=" + data, "--skip-test-db", "--auth-root-authentication-method=socket"], patience: TimeSpan.FromMinutes(4)));
        Launch("/usr/sbin/mariadbd", "--no-defaults", "--user=mysql", "--datadir=" + data, "--socket=" + Folder + "/db.sock", "--pid-file=" + Folder + "/db.pid",
            "--skip-networking", "--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0");
        string[] client = ["--no-defaults", "--socket=" + Folder + "/db.sock", "-u", "root"];
        Wait.For("the database", () => CommandRun.Of("/usr/bin/mariadb", [.. client, "-e", "SELECT 1"]).ExitCode == 0, TimeSpan.FromMinutes(3));
        Require(CommandRun.Of("/usr/bin/mariadb",
            [.. client, "-e", "CREATE DATABASE wordpress; CREATE USER 'www-data'@'localhost' IDENTIFIED BY ''; GRANT ALL ON wordpress.* TO 'www-data'@'localhost'"]));
    }

    private void StartPhp()
    {
        var program = Directory.EnumerateFiles("/usr/sbin", "php-fpm*").OrderDescending().First();
        var pool = scratch.Write("php-fpm.conf", $"""
            [global]
            error_log = {Folder}/php-fpm.log
            daemonize = no
            [www]
            user = www-data
            group = www-data
            listen = {Folder}/php.sock
            listen.owner = www-data
            listen.group = www-data
            listen.mode = 0666
            pm = static
            pm.max_children = 4
            catch_workers_output = yes
            php_admin_value[upload_max_filesize] = 8M

            """);
        Launch(program, "--nodaemonize", "--fpm-config", pool);
        Wait.For("PHP", () => File.Exists(Folder + "/php.sock"), TimeSpan.FromMinutes(1));
    }

    private void Launch(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("Cannot start " + program);
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
    }

    private static void Require(CommandRun run) => Assert.True(run.ExitCode == 0, run.Output + run.Error);
}
