namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>Scripts that run as other users, started by a spawner that stays root.</summary>
[Trait("Category", "Long")]
public sealed class SuexecTests
{
    private const string WhoAmI = "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nid -un; id -gn; pwd; echo $0; echo $PATH; env | grep -c FORBIDDEN\n";

    [RootTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void AVirtualHostHasItsOwnUser(string mpm)
    {
        using var fixture = Make(mpm);
        fixture.WaitForLog("AH01232: suEXEC mechanism enabled");
        Assert.Equal("www-data\nwww-data\n" + fixture.Root + "/cgi\n" + fixture.Root + "/cgi/who", First(fixture.Get("/cgi/who"), 4));
        Assert.Equal($"nobody\nnogroup\n{fixture.Root}/own\nwho\n/usr/local/bin:/usr/bin:/bin\n0\n", Own(fixture, "who")?.Body);
        Assert.Contains("uid: (nobody/nobody) gid: (nogroup/nogroup) cmd: who", Log(fixture), StringComparison.Ordinal);
    }

    [RootTheory]
    [InlineData("writable", 118, "file is writable by others: (")]
    [InlineData("foreign", 120, "target uid/gid (65534/65534) mismatch with directory (65534/65534) or program (0/65534)")]
    [InlineData("link", 117, "cannot stat program: (link)")]
    [InlineData("plain", 121, "file has no execute permission: (")]
    [InlineData("setuid", 119, "file is either setuid or setgid: (")]
    [InlineData("../open/who", 116, "directory is writable by others: (")]
    [InlineData("../outside/who", 114, "command not in docroot (")]
    public void ARuleThatIsBrokenKeepsTheScriptFromRunning(string script, int code, string line)
    {
        using var fixture = Make("event");
        Assert.Equal(500, Own(fixture, script)?.Status);
        Assert.Contains("]: " + line, Log(fixture), StringComparison.Ordinal);
        fixture.WaitForLog("suexec policy violation: see suexec log for more details");
        fixture.WaitForLog("suexec ended with code " + LifecycleFixture.Text(code));
        fixture.WaitForLog("End of script output before headers: ");
    }

    private static Response? Own(ScriptFixture fixture, string script)
    {
        var path = script.StartsWith("../", StringComparison.Ordinal) ? script[2..] : "/own/" + script;
        return fixture.Ask($"GET {path} HTTP/1.1\r\nHost: own\r\nConnection: close\r\n\r\n");
    }

    private static string Log(ScriptFixture fixture) => File.ReadAllText(fixture.Server.RunFolder + "/logs/suexec.log");

    private static string First(Response? response, int lines) => string.Join('\n', (response?.Body ?? "").Split('\n').Take(lines));

    private static ScriptFixture Make(string mpm)
    {
        var fixture = new ScriptFixture(mpm, new Dictionary<string, string> { ["who"] = WhoAmI }, """
            Define SUEXEC_DOC_ROOT @ROOT@
            LogLevel debug
            SetEnv FORBIDDEN x
            <VirtualHost *:@PORT@>
              ServerName plain
            </VirtualHost>
            <VirtualHost *:@PORT@>
              ServerName own
              SuexecUserGroup nobody nogroup
              ScriptAlias /own/ @ROOT@/own/
              ScriptAlias /open/ @ROOT@/open/
              ScriptAlias /outside/ @RUN@/outside/
              <Directory @RUN@/outside>
                Require all granted
              </Directory>
            </VirtualHost>
            """, "suexec");
        foreach (var (folder, mode) in ((string, string)[])[(fixture.Root + "/own", "755"), (fixture.Root + "/open", "775"), (fixture.Server.RunFolder + "/outside", "755")])
        {
            Directory.CreateDirectory(folder);
            foreach (var name in (string[])["who", "writable", "foreign", "plain", "setuid"])
            {
                File.WriteAllText($"{folder}/{name}", WhoAmI);
            }

            Run("chown", "-R", "nobody:nogroup", folder);
            Run("chmod", "755", folder + "/who", folder + "/foreign");
            Run("chmod", "775", folder + "/writable");
            Run("chmod", "4755", folder + "/setuid");
            Run("chmod", "644", folder + "/plain");
            Run("chown", "root", folder + "/foreign");
            Run("ln", "-sf", "who", folder + "/link");
            Run("chmod", mode, folder);
        }

        return fixture;
    }

    private static void Run(string program, params string[] arguments) => Assert.Equal(0, CommandRun.Of(program, arguments).ExitCode);
}
