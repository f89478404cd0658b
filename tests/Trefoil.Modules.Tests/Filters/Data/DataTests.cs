namespace Trefoil.Modules.Tests.Filters.Data;

/// <summary>Responses as data: URLs.</summary>
public sealed class DataTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public DataTests()
    {
        File.WriteAllText(_server.Base + "/mime.types", "text/html html\n");
        Assert.Null(_server.Read(
            $"ServerName www.example.com\nListen 127.0.0.1:8123\nDocumentRoot {_server.Root}\nTypesConfig {_server.Base}/mime.types\nAddType \"text/html; charset=utf-8\" .utf\n"
            + $"<Directory {_server.Root}>\nRequire all granted\nSetOutputFilter DATA\n</Directory>\n",
            "authz_core", "mime", "data"));
    }

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("a.html", "<b>", "data:text/html;base64,PGI+")]
    [InlineData("a.none", "hello", "data:;base64,aGVsbG8=")]
    [InlineData("a.utf", "hello", "data:text/html;charset=utf-8;base64,aGVsbG8=")]
    [InlineData("a.html", "", "data:text/html;base64,")]
    public async Task AResponseBecomesAUrl(string name, string text, string expected)
    {
        _server.Write(name, text);
        var response = await _server.SendAsync("GET", "/" + name);
        Assert.Equal(expected, response.Body);
        Assert.Equal(expected.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), response.Header("Content-Length"));
        Assert.Equal("text/plain", response.Answering.ContentType);
    }

    [Fact]
    public async Task PiecesAreEncodedAsOne()
    {
        var text = new string('x', 200_000);
        _server.Write("a.html", text);
        var body = (await _server.SendAsync("GET", "/a.html")).Body;
        Assert.Equal(text, System.Text.Encoding.Latin1.GetString(Convert.FromBase64String(body[body.IndexOf(',')..].TrimStart(','))));
    }
}
