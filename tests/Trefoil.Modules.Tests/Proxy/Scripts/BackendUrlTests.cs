using Trefoil.Http.Phases;
using Trefoil.Modules.Proxy.Scripts;

namespace Trefoil.Modules.Tests.Proxy.Scripts;

public sealed class BackendUrlTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public BackendUrlTests() => Assert.Null(_server.Read("ServerName localhost\n"));

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("fcgi://localhost/srv/a b.php", "proxy:fcgi://localhost/srv/a%20b.php")]
    [InlineData("fcgi://localhost:8000/x", "proxy:fcgi://localhost/x")]
    [InlineData("fcgi://localhost:9000//srv/x", "proxy:fcgi://localhost:9000//srv/x")]
    [InlineData("scgi://127.0.0.1:4000/x", "proxy:scgi://127.0.0.1/x")]
    [InlineData("uwsgi://[::1]:1/x", "proxy:uwsgi://[::1]:1/x")]
    public void ThePathIsEscapedAndTheUsualPortLeftOut(string url, string filename)
    {
        var request = _server.NewRequest("GET", "/");
        Assert.NotNull(BackendUrl.Set(request, url, out var refusal, "proxy_fcgi", 1059));
        Assert.Equal(PhaseResult.Ok, refusal);
        Assert.Equal(filename, request.Filename);
    }

    [Theory]
    [InlineData("proxy-nocanon")]
    [InlineData("proxy-noencode")]
    [InlineData("proxy-sethandler")]
    public void ARawPathStaysRaw(string note)
    {
        var request = _server.NewRequest("GET", "/");
        request.Notes.Set(note, "1");
        Assert.Equal("a b%20", BackendUrl.Set(request, "fcgi://localhost/a b%20", out _, "proxy_fcgi", 1059));
    }

    [Fact]
    public void AUrlWithoutAHostIsRefused()
    {
        Assert.Null(BackendUrl.Set(_server.NewRequest("GET", "/"), "fcgi:nothing", out var refusal, "proxy_fcgi", 1059));
        Assert.Equal(400, refusal.Code);
    }
}
