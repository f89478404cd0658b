namespace Trefoil.Modules.Tests.Generators.Info;

/// <summary>The page of mod_info, with the parts that the reference server's has.</summary>
public sealed class InfoPageTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public InfoPageTests() => Assert.Null(_server.Read(
        $"ServerName www.example.com\nListen 127.0.0.1:8123\nDocumentRoot {_server.Root}\n<Location />\nRequire all granted\n</Location>\n<Location /info>\nSetHandler server-info\n</Location>\n"
        + "AddModuleInfo mod_dir.c \"some <b>info</b>\"\n<VirtualHost *:1>\n<Location /x>\nDirectoryIndex a&b\n</Location>\n</VirtualHost>\n",
        "authz_core", "dir", "info"));

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task TheListNamesTheModulesInOrder()
    {
        var body = (await _server.SendAsync("GET", "/info?list")).Body;
        Assert.Contains("<dl><dt>Server Module List</dt><dd>core.c</dd>", body, StringComparison.Ordinal);
        Assert.Contains("<dd>mod_authz_core.c</dd><dd>mod_dir.c</dd><dd>mod_info.c</dd>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModuleShowsItsDirectivesInTheirSections()
    {
        var body = (await _server.SendAsync("GET", "/info?mod_dir.c")).Body;
        Assert.Contains("<dt><strong>Content handlers:</strong> <tt> <em>none</em></tt></dt>", body, StringComparison.Ordinal);
        Assert.Contains($"<dd><tt><strong>In file: {_server.Base}/httpd.conf</strong></tt></dd>\n", body, StringComparison.Ordinal);
        Assert.Contains("&lt;VirtualHost *:1&gt;</tt></dd>\n<dd><tt>&nbsp;&nbsp;15:&nbsp;&nbsp;&nbsp;&lt;Location /x&gt;</tt></dd>\n"
            + "<dd><tt>&nbsp;&nbsp;16:&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;DirectoryIndex <i>a&amp;b</i></tt></dd>\n"
            + "<dd><tt>&nbsp;&nbsp;&nbsp;&nbsp;:&nbsp;&nbsp;&nbsp;&lt;/Location&gt;</tt></dd><dd><tt>&nbsp;&nbsp;&nbsp;&nbsp;:&nbsp;&lt;/VirtualHost&gt;</tt></dd>"
            + "<dt><strong>Additional Information:</strong>\n</dt><dd>some <b>info</b></dd></dl><hr />\n", body, StringComparison.Ordinal);
        Assert.DoesNotContain("SetHandler", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheConfigurationIsShownWhole()
    {
        var body = (await _server.SendAsync("GET", "/info?config")).Body;
        Assert.Contains(":&nbsp;ServerName <i>www.example.com</i></tt></dd>\n", body, StringComparison.Ordinal);
        Assert.Contains(":&nbsp;&nbsp;&nbsp;SetHandler <i>server-info</i></tt></dd>\n", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "<h2><a name=\"modules\">Loaded Modules</a></h2>")]
    [InlineData("?server", "<dt><strong>Hostname/port:</strong> <tt>")]
    [InlineData("?hooks", "<dt><strong>Content Handlers:</strong>\n <br /><tt>\n&nbsp;&nbsp; ")]
    [InlineData("?providers", "<dt><strong>authz</strong>")]
    [InlineData("?nothing", "Apache Server Information</h1>\n</body></html>\n")]
    public async Task EveryPartIsThere(string query, string expected)
    {
        var response = await _server.SendAsync("GET", "/info" + query);
        Assert.Contains(expected, response.Body, StringComparison.Ordinal);
        Assert.Equal("text/html; charset=ISO-8859-1", response.Answering.ContentType);
    }

    [Fact]
    public async Task OnlyGetIsAnswered() => Assert.Equal(404, (await _server.SendAsync("POST", "/info")).Status);
}
