using System.Globalization;

namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>The -k verbs with a daemon.</summary>
[Trait("Category", "Long")]
public sealed class DaemonTests
{
    [ServerTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void LivesThroughAllVerbs(string mpm)
    {
        using var scratch = new ScratchFolder();
        var root = scratch.Folder("root");
        new DocumentTree(root).Add("page.txt", "page");
        var run = scratch.Folder("run");
        var port = RunningServer.FreePort();
        var file = scratch.Write("run/httpd.conf", LifecycleFixture.Template(mpm, "").Fill(port, run, root));
        var pidFile = run + "/httpd.pid";
        CommandRun Verb(string verb) => CommandRun.Of("/usr/bin/setsid", ["--wait", ServerUnderTest.Program.Path!, "-k", verb, "-d", run, "-f", file]);

        var early = Verb("stop");
        Assert.Equal(0, early.ExitCode);
        Assert.Equal("httpd (no pid file) not running\n", early.Output);
        try
        {
            Assert.Equal(0, Verb("start").ExitCode);
            Wait.For("the daemon", () => File.Exists(pidFile) && RunningServer.Accepts(port));
            var parent = ReadPid(pidFile);
            Assert.Equal(1, ProcessTable.ParentOf(parent));

            var again = Verb("start");
            Assert.Equal(0, again.ExitCode);
            Assert.Equal($"httpd (pid {LifecycleFixture.Text(parent)}) already running\n", again.Output);

            foreach (var verb in (string[])["graceful", "restart"])
            {
                Wait.For("children", () => ProcessTable.ChildrenOf(parent).Count > 0);
                var old = ProcessTable.ChildrenOf(parent);
                Assert.Equal(0, Verb(verb).ExitCode);
                Wait.For("new children after " + verb, () => ProcessTable.ChildrenOf(parent) is { Count: > 0 } now && !now.Intersect(old).Any());
                Assert.Equal(parent, ReadPid(pidFile));
            }

            Assert.Equal(0, Verb("stop").ExitCode);
            Wait.For("the end of the daemon", () => !Signals.IsAlive(parent));
            Assert.False(File.Exists(pidFile));
            Assert.False(RunningServer.Accepts(port));
        }
        finally
        {
            KillDaemon(pidFile);
        }
    }

    [ServerTheory]
    [InlineData("restart")]
    [InlineData("graceful")]
    public void StartsWhenNothingRuns(string verb)
    {
        using var scratch = new ScratchFolder();
        var run = scratch.Folder("run");
        var port = RunningServer.FreePort();
        var file = scratch.Write("run/httpd.conf", LifecycleFixture.Template("event", "").Fill(port, run, run));
        try
        {
            var started = CommandRun.Of("/usr/bin/setsid", ["--wait", ServerUnderTest.Program.Path!, "-k", verb, "-d", run, "-f", file]);
            Assert.Equal(0, started.ExitCode);
            Assert.Contains("httpd not running, trying to start", started.Output, StringComparison.Ordinal);
            Wait.For("the daemon", () => File.Exists(run + "/httpd.pid") && RunningServer.Accepts(port));
        }
        finally
        {
            KillDaemon(run + "/httpd.pid");
        }
    }

    private static int ReadPid(string pidFile) => int.Parse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture);

    private static void KillDaemon(string pidFile)
    {
        if (!File.Exists(pidFile))
        {
            return;
        }

        var parent = ReadPid(pidFile);
        var children = ProcessTable.ChildrenOf(parent);
        Signals.Send(parent, Signals.Terminate);
        Wait.Until(() => !Signals.IsAlive(parent), TimeSpan.FromSeconds(12));
        foreach (var process in children.Append(parent).Where(Signals.IsAlive))
        {
            Signals.Send(process, Signals.Kill);
        }
    }
}
