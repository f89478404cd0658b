using System.Globalization;

namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>A server with a page to fetch, and the questions that life-cycle tests ask it.</summary>
internal sealed class LifecycleFixture : IDisposable
{
    private const string Page = "the page\n";
    private readonly ScratchFolder scratch = new();
    private readonly string root;

    public LifecycleFixture(string mpm, string more = "", ServerProgram? program = null, params string[] arguments)
    {
        root = scratch.Folder("root");
        var tree = new DocumentTree(root);
        tree.Add("page.txt", Page);
        tree.Settle();
        Config = Template(mpm, more);
        Server = RunningServer.Start(program ?? ServerUnderTest.Program, Config, scratch.Folder("run"), root, arguments);
    }

    public ConfigTemplate Config { get; }

    public RunningServer Server { get; }

    /// <summary>Puts another configuration in place of the running one; only a restart makes it effective.</summary>
    public void Rewrite(Func<string, string> change) =>
        File.WriteAllText(Server.ConfigFile, change(File.ReadAllText(Server.ConfigFile)));

    public bool Serves() => Fetch()?.Body == Page;

    public Response? Fetch()
    {
        try
        {
            using var client = new RawClient(Server.Port);
            client.Send("GET /page.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return client.ReadResponse();
        }
        catch (System.Net.Sockets.SocketException)
        {
            return null;
        }
    }

    /// <summary>Waits until the children are others than these, all of them.</summary>
    public void WaitForNewChildren(IReadOnlyList<int> old) => Wait.For(
        "a new generation of children",
        () => Server.Children is { Count: > 0 } now && !now.Intersect(old).Any());

    public void WaitForLog(string part) => Wait.For("in the error log: " + part, () => Server.ErrorLog.Contains(part, StringComparison.Ordinal));

    public static ConfigTemplate Template(string mpm, string more) => ConfigTemplate.Framed(mpm, ["authz_core"], $"""
        DocumentRoot @ROOT@
        LogLevel info
        {more}

        """);

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

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
}
