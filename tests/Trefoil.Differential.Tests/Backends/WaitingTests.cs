using System.Globalization;

namespace Trefoil.Differential.Tests.Backends;

/// <summary>Requests that wait for a program hold a worker slot and no thread.</summary>
[Trait("Category", "Long")]
public sealed class WaitingTests
{
    private const int Requests = 1000;

    [BetterTheory]
    [InlineData("fcgi", "FCGI")]
    public void AThousandRequestsWaitOnFewThreads(string scheme, string name)
    {
        using var scratch = new ScratchFolder();
        using var program = new FastCgiProgram(scratch.Path + "/program.sock");
        program.Start();
        var text = $"""
            ServerRoot "@RUN@"
            LoadModule mpm_event_module @MODULES@/mod_mpm_event.so
            LoadModule proxy_module @MODULES@/mod_proxy.so
            LoadModule proxy_fcgi_module @MODULES@/mod_proxy_fcgi.so
            Listen 127.0.0.1:@PORT@
            ListenBacklog 2048
            ServerName {name.ToLowerInvariant()}
            PidFile @RUN@/httpd.pid
            ErrorLog @RUN@/error_log
            ServerLimit 1
            StartServers 1
            ThreadLimit 1024
            ThreadsPerChild 1024
            MaxRequestWorkers 1024
            MinSpareThreads 1
            MaxSpareThreads 1024
            ProxyTimeout 60
            ProxyPass / {scheme}://127.0.0.1:{program.Port.ToString(CultureInfo.InvariantCulture)}/

            """;
        using var server = RunningServer.Start(ServerUnderTest.Program, new ConfigTemplate(text), scratch.Folder("run"), scratch.Folder("root"));
        // What is compiled on first use would look like work of the threads.
        for (var warm = 0; warm < 200; warm++)
        {
            using var client = new RawClient(server.Port);
            client.Send("GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            client.ReadToEnd();
        }

        // The spawner of scripts is a child too, but has few threads.
        var child = server.Children.MaxBy(static process => Directory.GetDirectories($"/proc/{process}/task").Length);
        var before = Ticks(child);
        var clients = Enumerable.Range(0, Requests).Select(_ => new RawClient(server.Port)).ToList();
        foreach (var client in clients)
        {
            client.Send("GET /x?late=1000 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        }

        var answers = clients.ConvertAll(static client => client.ReadToEnd());
        var after = Ticks(child);
        clients.ForEach(static client => client.Dispose());

        Assert.All(answers, static answer => Assert.StartsWith("HTTP/1.1 200 OK", answer.Text, StringComparison.Ordinal));
        // A thread that took part in the work has used time; those that slept have not. Threads with other names serve nobody.
        var busy = after.Where(pair => pair.Value > before.GetValueOrDefault(pair.Key))
            .Select(pair => $"{Name(pair.Key)} {pair.Value - before.GetValueOrDefault(pair.Key)}").Where(static name => name.StartsWith("worker", StringComparison.Ordinal)).ToList();
        Assert.True(busy.Count is >= 1 and <= 4, string.Join(", ", busy));
    }

    private static string Name(string task) => File.ReadAllText(task + "/comm").Trim();

    private static Dictionary<string, long> Ticks(int process)
    {
        var ticks = new Dictionary<string, long>();
        foreach (var task in Directory.EnumerateDirectories($"/proc/{process}/task"))
        {
            var fields = File.ReadAllText(task + "/stat");
            var words = fields[(fields.LastIndexOf(')') + 2)..].Split(' ');
            ticks[task] = long.Parse(words[11], CultureInfo.InvariantCulture) + long.Parse(words[12], CultureInfo.InvariantCulture);
        }

        return ticks;
    }
}
