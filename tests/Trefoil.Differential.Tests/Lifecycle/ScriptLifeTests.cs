namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>Scripts and the spawner that starts them: what lives, what ends, and what is left behind.</summary>
[Trait("Category", "Long")]
public sealed class ScriptLifeTests
{
    private const string Hello = "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nhello'\n";

    [BetterTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void AKilledSpawnerIsReplacedAndItsScriptsFinish(string mpm)
    {
        using var fixture = new ScriptFixture(mpm, new Dictionary<string, string>
        {
            ["hello"] = Hello,
            ["gate"] = "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nbegin '\necho $$ > $QUERY_STRING\nread line\nprintf end\n",
        });
        Assert.Equal("hello", fixture.Get("/cgi/hello")?.Body);
        var spawner = fixture.Spawner;
        Assert.True(spawner > 0);
        var file = fixture.SharedFile("pid");
        using var client = new RawClient(fixture.Server.Port);
        client.Send($"POST /cgi/gate?{file} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 5\r\n\r\n");
        fixture.ProcessIn(file);
        Signals.Send(spawner, Signals.Kill);
        Wait.For("another spawner", () => fixture.Spawner is > 0 and var now && now != spawner);
        fixture.WaitForLog("AH01239: cgid daemon process died, restarting");
        client.Send("line\n");
        Assert.Equal("begin end", client.ReadResponse()?.Body);
        Assert.Equal("hello", fixture.Get("/cgi/hello")?.Body);
    }

    [BetterTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void ASilentScriptIsEndedWithTheChildrenItStarted(string mpm)
    {
        using var fixture = new ScriptFixture(mpm, new Dictionary<string, string>
        {
            ["hang"] = "#!/bin/sh\necho $$ > $QUERY_STRING\nsleep 600\n",
            ["half"] = "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nhalf'\necho $$ > $QUERY_STRING\nsleep 600\n",
        }, mpm == "prefork" ? "CGIScriptTimeout 300ms" : "CGIDScriptTimeout 300ms");
        var file = fixture.SharedFile("hang");
        Assert.Equal(504, fixture.Get("/cgi/hang?" + file)?.Status);
        fixture.WaitForLog("Script timed out before returning headers: hang");
        AssertEnds(fixture.ProcessIn(file));

        file = fixture.SharedFile("half");
        var broken = fixture.Get("/cgi/half?" + file);
        Assert.True(broken is null || broken.Truncated);
        AssertEnds(fixture.ProcessIn(file));
    }

    [BetterTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void AScriptEndsWithItsClient(string mpm)
    {
        using var fixture = new ScriptFixture(mpm, new Dictionary<string, string>
        {
            ["flood"] = "#!/bin/sh\necho $$ > $QUERY_STRING\nprintf 'Content-Type: text/plain\\n\\n'\nexec yes\n",
        });
        var file = fixture.SharedFile("flood");
        int script;
        using (var client = new RawClient(fixture.Server.Port))
        {
            client.Send($"GET /cgi/flood?{file} HTTP/1.1\r\nHost: localhost\r\n\r\n");
            script = fixture.ProcessIn(file);
        }

        AssertEnds(script);
    }

    [BetterTheory]
    [InlineData("prefork")]
    [InlineData("event")]
    public void AScriptEndsWithTheServer(string mpm)
    {
        using var fixture = new ScriptFixture(mpm, new Dictionary<string, string> { ["hang"] = "#!/bin/sh\necho $$ > $QUERY_STRING\nsleep 600\n" });
        var file = fixture.SharedFile("hang");
        using var client = new RawClient(fixture.Server.Port);
        client.Send($"GET /cgi/hang?{file} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var script = fixture.ProcessIn(file);
        var spawner = fixture.Spawner;
        fixture.Server.Signal(Signals.Terminate);
        Assert.True(fixture.Server.WaitForExit());
        AssertEnds(script);
        AssertEnds(spawner);
    }

    [BetterTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void AThousandRequestsLeaveNoDescriptors(string mpm)
    {
        using var fixture = new ScriptFixture(mpm, new Dictionary<string, string>
        {
            ["hello"] = Hello,
            ["crash"] = "#!/bin/sh\nkill -9 $$\n",
            ["echo"] = "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\ncat\n",
        }, mpm == "prefork" ? "MaxSpareServers 2" : "MaxSpareThreads 6");
        for (var i = 0; i < 20; i++)
        {
            fixture.Get("/cgi/hello");
        }

        var spawner = fixture.Spawner;
        var before = ScriptFixture.Descriptors(spawner);
        var most = fixture.Serving.Max(ScriptFixture.Descriptors);
        for (var i = 0; i < 1000; i++)
        {
            switch (i % 4)
            {
                case 0:
                    Assert.Equal(500, fixture.Get("/cgi/crash")?.Status);
                    break;
                case 1:
                    Assert.Equal("12345", fixture.Ask("POST /cgi/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 5\r\n\r\n12345")?.Body);
                    break;
                default:
                    Assert.Equal("hello", fixture.Get("/cgi/hello")?.Body);
                    break;
            }
        }

        Assert.Equal(spawner, fixture.Spawner);
        Wait.For("as many descriptors in the spawner as before", () => ScriptFixture.Descriptors(spawner) <= before);
        Wait.For("as many descriptors in the children as before", () => fixture.Serving.Max(ScriptFixture.Descriptors) <= most + 3);
    }

    [BetterTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void ALargeBodyFlowsBothWaysAtOnce(string mpm)
    {
        using var fixture = new ScriptFixture(mpm, new Dictionary<string, string> { ["echo"] = "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nexec cat\n" });
        var body = string.Concat(Enumerable.Range(0, 200_000).Select(number => number.ToString("D7", System.Globalization.CultureInfo.InvariantCulture) + "\n"));
        using var client = new RawClient(fixture.Server.Port);
        var sending = Task.Run(() => client.Send($"POST /cgi/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {LifecycleFixture.Text(body.Length)}\r\n\r\n{body}"));
        Assert.Equal(body, client.ReadResponse()?.Body);
        Assert.True(sending.Result);
    }

    [BetterTheory]
    [InlineData("event")]
    public void LimitsHaveEffect(string mpm)
    {
        using var fixture = new ScriptFixture(mpm, new Dictionary<string, string>
        {
            ["limits"] = "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nulimit -St; ulimit -Ht; ulimit -Sv; ulimit -Hv; ulimit -Sp; ulimit -Hp; echo $0; echo $X; echo ${DOTNET_gcServer-none}\n",
            ["burn"] = "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nstarted'\nwhile :; do :; done\n",
        }, "SetEnv X y\nRLimitCPU 1 7\nRLimitMEM 123456512 max\nRLimitNPROC 111 222");
        Assert.Equal($"1\n7\n120563\nunlimited\n111\n222\n{fixture.Root}/cgi/limits\ny\nnone\n", fixture.Get("/cgi/limits")?.Body);
        Assert.Equal("started", fixture.Get("/cgi/burn")?.Body);
    }

    private static void AssertEnds(int process) => Wait.For("the end of a process", () => !Signals.IsAlive(process));
}
