using System.Diagnostics;
using System.Globalization;
using System.Text;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Tests.Robustness;

/// <summary>Configurations that nobody should write end in an answer or an error, within bounds.</summary>
public sealed class HugeConfigurationTests
{
    private const string Open = "<Directory />\nAllowOverride All\nRequire all granted\n</Directory>\n";

    [Fact]
    public async Task AnAccessFileOfFiveMegabytesIsReadOnceAndActs()
    {
        using var server = new ConfiguredServer();
        var text = new StringBuilder();
        for (var i = 0; text.Length < 5 << 20; i++)
            text.Append(CultureInfo.InvariantCulture, $"RedirectMatch 410 ^/w/gone-{i}-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx$\n");
        server.Write("w/.htaccess", text + "Redirect 403 /w/last\n");
        server.Write("w/last", "x");
        Assert.Null(server.Read($"DocumentRoot {server.Root}\n{Open}", "authz_core", "alias"));
        Assert.Equal(403, (await server.SendAsync("GET", "/w/last")).Status);
        // Once it is read a request pays for the rules alone, not for the text.
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(403, (await server.SendAsync("GET", "/w/last")).Status);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    [Fact]
    public async Task AnAccessFileBeyondTheLimitIsRefused()
    {
        using var server = new ConfiguredServer();
        server.Write("w/.htaccess", new string('#', 17 << 20));
        server.Write("w/a", "x");
        Assert.Null(server.Read($"DocumentRoot {server.Root}\n{Open}", "authz_core"));
        Assert.Equal(403, (await server.SendAsync("GET", "/w/a")).Status);
        Assert.Contains(server.Log.Records, static record => record.Level == LogLevel.Crit);
    }

    [Theory]
    [InlineData("RedirectMatch 410 ^/w/(a+)+$", 200)]
    [InlineData("<FilesMatch ^(a+)+$>\nRequire all denied\n</FilesMatch>", 200)]
    public async Task AnExponentialPatternInAnAccessFileEnds(string line, int status)
    {
        using var server = new ConfiguredServer();
        var name = new string('a', 60) + "b";
        server.Write("w/.htaccess", line + "\n");
        server.Write("w/" + name, "x");
        Assert.Null(server.Read($"DocumentRoot {server.Root}\n{Open}", "authz_core", "alias"));
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        Assert.Equal(status, (await server.SendAsync("GET", "/w/" + name)).Status);
        // The match limit stops it: the whole pattern would take 2^60 steps.
        Assert.InRange((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds, 0, 120);
    }

    [Theory]
    [InlineData(100, null)]
    [InlineData(127, null)]
    [InlineData(140, "Exceeded maximum include depth of 128")]
    public void IncludesNestToALimit(int depth, string? error)
    {
        using var server = new ConfiguredServer();
        for (var i = 0; i < depth; i++)
            server.Write($"{i}.conf", i + 1 < depth ? $"Include {server.Root}/{i + 1}.conf\n" : "Listen 80\n");
        var result = server.Read($"Include {server.Root}/0.conf\n");
        if (error is null)
            Assert.Null(result);
        else
            Assert.Contains(error, result);
    }
}
