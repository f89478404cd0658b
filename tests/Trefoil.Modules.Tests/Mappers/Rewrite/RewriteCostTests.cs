using System.Text;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Tests.Mappers.Rewrite;

/// <summary>What rules cost, and that a runaway pattern ends.</summary>
public sealed class RewriteCostTests
{
    [Fact]
    public async Task TenThousandRulesThatDoNotMatchAllocateNothingOfTheirOwn()
    {
        var few = await AllocatedAsync(10);
        var many = await AllocatedAsync(10_000);
        Assert.InRange(many - few, -4096, 4096);
    }

    [Fact]
    public async Task ARunawayPatternIsNoMatchAndIsLogged()
    {
        using var server = new ConfiguredServer();
        Assert.Null(server.Read("RewriteEngine on\nRewriteRule ^/(a+)+$ - [R=410]\nRewriteRule ^/a - [R=403]\n", "rewrite"));
        var response = await server.SendAsync("GET", "/" + new string('a', 4000) + "b");
        Assert.Equal(403, response.Status);
        Assert.Contains(server.Log.Records, static record => record.Level == LogLevel.Error && record.Module == "rewrite");
    }

    [Theory]
    [InlineData("RewriteRule ^/x /y", true)]
    [InlineData("RewriteCond %{HTTP_HOST} ^www\nRewriteCond /etc/passwd -f\nRewriteRule ^/x /y", true)]
    [InlineData("RewriteCond %{HTTP_USER_AGENT} x\nRewriteRule ^/x /y", false)]
    [InlineData("RewriteCond %{TIME_HOUR} <25\nRewriteRule ^/x /y", false)]
    [InlineData("RewriteCond %{REMOTE_ADDR} ^127\nRewriteRule ^/x /y", false)]
    [InlineData("RewriteRule ^/x /y [E=A:b]", false)]
    public void OnlyWhatTargetAndFilesDecideStaysCacheable(string rules, bool expected)
    {
        using var server = new ConfiguredServer();
        Assert.Null(server.Read("RewriteEngine on\n" + rules + "\n", "rewrite"));
        var request = server.NewRequest("GET", "/x", ("Host", "www.example.com"), ("User-Agent", "x"));
        Modules.Mappers.Rewrite.ServerRewriting.Run(request);
        Assert.Equal(expected, request.IsCacheable);
    }

    private static async Task<long> AllocatedAsync(int rules)
    {
        using var server = new ConfiguredServer();
        var text = new StringBuilder("RewriteEngine on\n");
        for (var i = 0; i < rules; i++)
            text.Append("RewriteRule ^/no/such/").Append(i).Append("/(.*)$ /t.html?$1 [L]\n");
        Assert.Null(server.Read(text.ToString(), "rewrite"));
        await server.SendAsync("GET", "/x");
        var request = server.NewRequest("GET", "/x");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Modules.Mappers.Rewrite.ServerRewriting.Run(request);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
