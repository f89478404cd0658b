using Trefoil.Modules.Proxy.Core;
using Xunit;

namespace Trefoil.Modules.Tests.Proxy.Core;

public sealed class ProxyUrlTests
{
    [Theory]
    [InlineData("http://Host/path", "http://host/path", 80, null)]
    [InlineData("HTTP://h:8080", "http://h:8080", 8080, null)]
    [InlineData("fcgi://[::1]:9000/x?y", "fcgi://[::1]:9000/x?y", 9000, null)]
    [InlineData("unix:/run/a.sock|fcgi://name/", "fcgi://name/", 8000, "/run/a.sock")]
    [InlineData("unix:/run/a.sock|http:", "http://localhost", 80, "/run/a.sock")]
    [InlineData("http://user:pw@h/", "http://user:pw@h/", 80, null)]
    public void ReadsUrls(string text, string name, int port, string? socket)
    {
        Assert.True(ProxyUrl.TryParse(text, out var url));
        Assert.Equal(name, url.Text);
        Assert.Equal(port, url.EffectivePort);
        Assert.Equal(socket, url.UnixPath);
    }

    [Theory]
    [InlineData("/path")]
    [InlineData("http:/h")]
    [InlineData("http://h:99999/")]
    [InlineData("http://[::1/")]
    [InlineData("unix:/run/a.sock")]
    [InlineData("unix:|http://h/")]
    public void RefusesOthers(string text) => Assert.False(ProxyUrl.TryParse(text, out _));

    [Theory]
    [InlineData("a b/ä?", "a%20b/%E4%3F")]
    [InlineData("a%2fb", "a%252fb")]
    public void EscapesPaths(string path, string escaped) => Assert.Equal(escaped, CanonicalUrl.Escape(path, keepsSlashes: false));

    [Fact]
    public void KeepsEscapedSlashes()
    {
        Assert.Equal("a%2Fb%2541", CanonicalUrl.Escape("a%2Fb%41", keepsSlashes: true));
        Assert.Null(CanonicalUrl.Escape("a%2", keepsSlashes: true));
    }
}
