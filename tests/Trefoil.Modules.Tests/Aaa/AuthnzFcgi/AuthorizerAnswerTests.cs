using Trefoil.Modules.Aaa.AuthnzFcgi;

namespace Trefoil.Modules.Tests.Aaa.AuthnzFcgi;

public sealed class AuthorizerAnswerTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public void VariablesGoToTheHandlers()
    {
        Assert.Null(_server.Read("ServerName localhost\n"));
        var request = _server.NewRequest("GET", "/");
        var answer = AuthorizerAnswer.Parse("Status: 200 OK\r\nVariable-WHO: me\r\nX-Other: no\r\n\r\nbody"u8);
        answer.SetVariables(request);
        Assert.Equal(200, answer.Status);
        Assert.Equal("body", answer.Body);
        Assert.Equal("me", request.Environment.Get("WHO"));
        Assert.Equal(1, request.Environment.Count);
    }

    [Theory]
    [InlineData("\n", 200)]
    [InlineData("Status: 401\n\n", 401)]
    [InlineData("Status: 4\n\n", 500)]
    [InlineData("no colon\n\n", 500)]
    [InlineData("Status: 200\n", 500)]
    [InlineData("", 500)]
    public void OnlyAWholeHeadIsAnAnswer(string text, int status) =>
        Assert.Equal(status, AuthorizerAnswer.Parse(System.Text.Encoding.Latin1.GetBytes(text)).Status);

    [Theory]
    [InlineData("AuthnzFcgiDefineProvider authn A fcgi://127.0.0.1:9000/", null)]
    [InlineData("AuthnzFcgiDefineProvider other A fcgi://127.0.0.1:9000/", "Invalid provider type")]
    [InlineData("AuthnzFcgiDefineProvider authn A http://127.0.0.1:9000/", "Invalid FastCGI address")]
    [InlineData("AuthnzFcgiDefineProvider authn A fcgi://127.0.0.1/", "Missing port number")]
    [InlineData("AuthnzFcgiDefineProvider authn A", "are required")]
    public void ProvidersAreChecked(string line, string? error)
    {
        var text = _server.Read("ServerName localhost\n" + line + "\n", "authnz_fcgi");
        if (error is null)
            Assert.Null(text);
        else
            Assert.Contains(error, text, StringComparison.Ordinal);
    }
}
