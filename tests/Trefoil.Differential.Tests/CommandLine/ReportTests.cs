using System.Text.RegularExpressions;

namespace Trefoil.Differential.Tests.CommandLine;

/// <summary>What -S, -M, -V, -v, -l, -L, -h and -k print.</summary>
[Trait("Category", "Long")]
public sealed partial class ReportTests
{
    private const string Hosts = """
        DocumentRoot @ROOT@
        <VirtualHost *:@PORT@>
          ServerName one.example
          ServerAlias alias.example *.wild.example
        </VirtualHost>
        <VirtualHost *:@PORT@>
          ServerName two.example
        </VirtualHost>
        <VirtualHost 127.0.0.1:@PORT@>
          ServerName address.example
        </VirtualHost>
        <VirtualHost 127.0.0.2:81>
          ServerName single.example
        </VirtualHost>
        <VirtualHost _default_:82>
          ServerName default.example
        </VirtualHost>
        <VirtualHost [::1]:83>
          ServerName six.example
        </VirtualHost>
        Define NAME value
        Define FLAG
        Include @RUN@/more.conf

        """;

    [OracleTheory]
    [InlineData("-S")]
    [InlineData("-t -D DUMP_VHOSTS")]
    [InlineData("-t -D DUMP_RUN_CFG")]
    [InlineData("-D DUMP_VHOSTS")]
    [InlineData("-t -D DUMP_INCLUDES")]
    [InlineData("-t")]
    [InlineData("-t -e debug")]
    [InlineData("-T -t")]
    [InlineData("-S -D EXTRA")]
    [InlineData("-t -C ServerAdmin\u00a0x -c Bogus")]
    [InlineData("-t -C Bogus")]
    [InlineData("-t -c Listen")]
    [InlineData("-k nonsense")]
    [InlineData("-k stop")]
    [InlineData("-k graceful-stop")]
    [InlineData("-e nonsense")]
    [InlineData("-q")]
    [InlineData("-t stray")]
    [InlineData("-D")]
    [InlineData("-t -f /nonexistent/httpd.conf")]
    [InlineData("-t -d /nonexistent")]
    public void PrintsLikeApache(string arguments)
    {
        using var scratch = new ScratchFolder();
        var config = ConfigTemplate.Framed("event", ["authz_core", "alias", "mime"], Hosts);
        var file = scratch.Write("httpd.conf", config.Fill(8080, scratch.Path, scratch.Path));
        scratch.Write("more.conf", "ServerAdmin me@example.com\n");
        var all = arguments.Split(' ').Select(argument => argument.Replace('\u00a0', ' ')).ToList();
        if (!all.Contains("-f"))
        {
            all.AddRange(["-f", file]);
        }

        var expected = CommandRun.Of(ApacheOracle.Program.Path!, all, scratch.Path);
        var actual = CommandRun.Of(ServerUnderTest.Program.Path!, all, scratch.Path);
        var expectedText = Shape(expected, scratch.Path);
        var actualText = Shape(actual, scratch.Path);
        Assert.True(expectedText == actualText, ResponseComparer.Report(expectedText, actualText));
    }

    [OracleFact]
    public void NamesLoadedModulesAsApacheDoes()
    {
        using var scratch = new ScratchFolder();
        var file = scratch.Write("httpd.conf", ConfigTemplate.Framed("worker", ["authz_core", "alias", "mime", "rewrite"], "").Fill(8080, scratch.Path, scratch.Path));
        var expected = CommandRun.Of(ApacheOracle.Program.Path!, ["-M", "-f", file]);
        var actual = CommandRun.Of(ServerUnderTest.Program.Path!, ["-M", "-f", file]);
        Assert.Equal(expected.ExitCode, actual.ExitCode);
        Assert.StartsWith("Loaded Modules:\n core_module (static)\n", actual.Output, StringComparison.Ordinal);
        foreach (var line in expected.Output.Split('\n').Where(line => line.Contains("(shared)", StringComparison.Ordinal)))
        {
            Assert.Contains(line, actual.Output, StringComparison.Ordinal);
        }
    }

    [OracleTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void DescribesTheBuildInTheSameFields(string mpm)
    {
        using var scratch = new ScratchFolder();
        var file = scratch.Write("httpd.conf", ConfigTemplate.Framed(mpm, ["authz_core"], "").Fill(8080, scratch.Path, scratch.Path));
        var expected = Fields(CommandRun.Of(ApacheOracle.Program.Path!, ["-V", "-f", file]));
        var actual = Fields(CommandRun.Of(ServerUnderTest.Program.Path!, ["-V", "-f", file]));
        Assert.Equal(expected["Server MPM"], actual["Server MPM"]);
        Assert.Equal(expected["threaded"], actual["threaded"]);
        Assert.Equal(expected["forked"], actual["forked"]);
        foreach (var name in (string[])["Server version", "Server built", "Server's Module Magic Number", "Server loaded", "Architecture"])
        {
            Assert.True(actual.ContainsKey(name), name);
        }
    }

    [ServerFact]
    public void KnowsItsVersionWithoutAnyConfiguration()
    {
        var run = CommandRun.Of(ServerUnderTest.Program.Path!, ["-v", "-f", "/nonexistent"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("^Server version: \\S+.*\nServer built:   \\S+", run.Output);
    }

    [OracleFact]
    public void ListsEveryDirectiveOfTheLoadedModules()
    {
        using var scratch = new ScratchFolder();
        var file = scratch.Write("httpd.conf", ConfigTemplate.Framed("event", ["authz_core", "alias", "mime", "dir", "headers"], "").Fill(8080, scratch.Path, scratch.Path));
        var expected = Directives(CommandRun.Of(ApacheOracle.Program.Path!, ["-L", "-f", file]));
        var actual = Directives(CommandRun.Of(ServerUnderTest.Program.Path!, ["-L", "-f", file]));
        string[] loaded = ["core.c", "mod_alias.c", "mod_mime.c", "mod_dir.c", "mod_headers.c", "mod_authz_core.c", "event.c"];
        Assert.Empty(expected.Where(directive => loaded.Any(file => directive.EndsWith($"({file})", StringComparison.Ordinal))).Except(actual));
    }

    [OracleFact]
    public void PrintsUsageWithTheSameOptions()
    {
        var expected = CommandRun.Of(ApacheOracle.Program.Path!, ["-h"]);
        var actual = CommandRun.Of(ServerUnderTest.Program.Path!, ["-h"]);
        Assert.Equal(expected.ExitCode, actual.ExitCode);
        var options = Option().Matches(expected.Output + expected.Error).Select(match => match.Value).Distinct();
        var shown = actual.Output + actual.Error;
        Assert.All(options, option => Assert.Contains(option, shown, StringComparison.Ordinal));
    }

    private static string Shape(CommandRun run, string folder)
    {
        var output = ConsoleText.Normal(run.Output, folder);
        var error = ConsoleText.Normal(run.Error, folder);

        // The usage text is each program's own; that it is printed is what counts.
        return $"exit {run.ExitCode}\nout: {MutexLines().Replace(Usage().Replace(output, "(usage)"), "(mutexes)\n")}\nerror: {Usage().Replace(error, "(usage)")}";
    }

    private static Dictionary<string, string> Fields(CommandRun run) => run.Output.Split('\n')
        .Where(line => line.Contains(": ", StringComparison.Ordinal))
        .Select(line => line.Split(':', 2))
        .DistinctBy(parts => parts[0].Trim())
        .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());

    private static List<string> Directives(CommandRun run) => run.Output.Split('\n')
        .Where(line => line.Length > 0 && line[0] != '\t')
        .ToList();

    [GeneratedRegex("Usage:.*", RegexOptions.Singleline)]
    private static partial Regex Usage();

    // Which mutexes exist, and in which order a hash lists them, belongs to the implementation.
    [GeneratedRegex("(?:Mutex [^\n]*\n)+")]
    private static partial Regex MutexLines();

    [GeneratedRegex("(?<=\\s|\\[)-[a-zA-Z](?= |\\])")]
    private static partial Regex Option();
}
