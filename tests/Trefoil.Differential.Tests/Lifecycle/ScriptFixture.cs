using System.Globalization;

namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>A server with CGI scripts, and what /proc tells about the processes that run them.</summary>
internal sealed class ScriptFixture : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public ScriptFixture(string mpm, IReadOnlyDictionary<string, string> scripts, string more = "", params string[] modules)
    {
        Root = scratch.Folder("root");
        var tree = new DocumentTree(Root);
        foreach (var (name, text) in scripts)
        {
            tree.Add("cgi/" + name, text, mode: 0b111_101_101);
        }

        tree.Settle();
        var run = scratch.Folder("run");
        Directory.CreateDirectory(run + "/logs");
        var config = ConfigTemplate.Framed(mpm, ["authz_core", "alias", "env", mpm == "prefork" ? "cgi" : "cgid", .. modules], $"""
            DocumentRoot @ROOT@
            LogLevel info
            ScriptAlias /cgi/ @ROOT@/cgi/
            <Directory @ROOT@>
              Require all granted
            </Directory>
            {more}

            """);
        Server = RunningServer.Start(ServerUnderTest.Program, config, run, Root);
    }

    public string Root { get; }

    public RunningServer Server { get; }

    public int Spawner => Server.Children.FirstOrDefault(id => CommandLine(id).Contains("--spawner", StringComparison.Ordinal), -1);

    public IEnumerable<int> Serving => Server.Children.Where(id => CommandLine(id).Contains("--child", StringComparison.Ordinal));

    public Response? Get(string path) => Ask($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    public Response? Ask(string request)
    {
        using var client = new RawClient(Server.Port);
        client.Send(request);
        return client.ReadResponse();
    }

    public void WaitForLog(string part) => Wait.For("in the error log: " + part, () => Server.ErrorLog.Contains(part, StringComparison.Ordinal));

    /// <summary>The number that a script wrote into a file of the scratch folder.</summary>
    public int ProcessIn(string file)
    {
        var id = 0;
        Wait.For("a process number", () => File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out id));
        return id;
    }

    /// <summary>A file that scripts may write, whoever they are.</summary>
    public string SharedFile(string name)
    {
        var path = scratch.Path + "/" + name;
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        return path;
    }

    public static int Descriptors(int processId) => Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd").Count();

    public void Dispose()
    {
        var children = Server.HasExited ? [] : Server.Children;
        Server.Dispose();
        foreach (var child in children.Where(Signals.IsAlive))
        {
            Signals.Send(child, Signals.Kill);
        }

        scratch.Dispose();
    }

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
