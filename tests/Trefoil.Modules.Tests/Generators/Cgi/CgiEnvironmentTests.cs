using Trefoil.Modules.Generators.Cgi;

namespace Trefoil.Modules.Tests.Generators.Cgi;

public sealed class CgiEnvironmentTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public CgiEnvironmentTests() => Assert.Null(_server.Read($"ServerName localhost\nDocumentRoot {_server.Root}\nServerAdmin me@example.org\n"));

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("X-Two-Words", "HTTP_X_TWO_WORDS")]
    [InlineData("host", "HTTP_HOST")]
    [InlineData("X_Under", null)]
    [InlineData("X.Dot", null)]
    public void OnlyLettersDigitsAndHyphensMakeVariables(string header, string? variable) => Assert.Equal(variable, CgiEnvironment.VariableName(header));

    [Theory]
    [InlineData("/a.php/pi/x", "/pi/x", 6)]
    [InlineData("/pp/unesc/a b", "/base/unesc/a b", 3)]
    [InlineData("/pp/any/a b", "/base/any/a%20b", 11)]
    [InlineData("/x", "/x", 0)]
    [InlineData("/app", "/other", 4)]
    public void TheScriptsNameEndsWherePathInfoBegins(string uri, string pathInfo, int expected) =>
        Assert.Equal(expected, CgiEnvironment.ScriptNameLength(uri, pathInfo));

    [Theory]
    [InlineData("GET /a?b HTTP/1.1", "/a?b")]
    [InlineData("GET  /a", "/a")]
    [InlineData("", "")]
    public void TheTargetIsTheRequestLines(string line, string expected) => Assert.Equal(expected, CgiEnvironment.OriginalTarget(line));

    [Fact]
    public async Task CredentialsAndProxyStayOut()
    {
        var request = _server.NewRequest("GET", "/x?q=1", ("Authorization", "Basic x"), ("Proxy", "evil"), ("Proxy-Authorization", "y"), ("Content-Type", "a/b"), ("X-Two", "a"), ("X-Two", "b"));
        request.Filename = "/srv/x";
        request.Environment.Set("MINE", "1");
        request.Environment.Set("SERVER_NAME", "old");
        await CgiEnvironment.AddAsync(request);

        var environment = request.Environment;
        Assert.Equal("MINE", environment[0].Key);
        Assert.Equal("SERVER_NAME", environment[1].Key);
        Assert.Equal("localhost", environment.Get("SERVER_NAME"));
        Assert.False(environment.Contains("HTTP_AUTHORIZATION"));
        Assert.False(environment.Contains("HTTP_PROXY"));
        Assert.False(environment.Contains("HTTP_PROXY_AUTHORIZATION"));
        Assert.Equal("a/b", environment.Get("CONTENT_TYPE"));
        Assert.Equal("a, b", environment.Get("HTTP_X_TWO"));
        Assert.Equal("/srv/x", environment.Get("SCRIPT_FILENAME"));
        Assert.Equal("q=1", environment.Get("QUERY_STRING"));
        Assert.Equal("/x?q=1", environment.Get("REQUEST_URI"));
        Assert.Equal("me@example.org", environment.Get("SERVER_ADMIN"));
        Assert.Equal("80", environment.Get("SERVER_PORT"));
        Assert.Equal("4711", environment.Get("REMOTE_PORT"));
        Assert.False(environment.Contains("PATH_INFO"));
    }

    [Fact]
    public async Task PathInfoIsTranslatedAsAUri()
    {
        var request = _server.NewRequest("GET", "/x/more info");
        request.Uri = "/x/more info";
        request.PathInfo = "/more info";
        await CgiEnvironment.AddAsync(request);
        Assert.Equal("/x", request.Environment.Get("SCRIPT_NAME"));
        Assert.Equal("/more info", request.Environment.Get("PATH_INFO"));
        Assert.Equal(_server.Root + "/more info", request.Environment.Get("PATH_TRANSLATED"));
    }
}
