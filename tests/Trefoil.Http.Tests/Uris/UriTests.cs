using Trefoil.Http.Uris;

namespace Trefoil.Http.Tests.Uris;

public sealed class UriTests
{
    [Theory]
    [InlineData("/a/./b/../c", "/a/c", true)]
    [InlineData("/a//b", "/a/b", true)]
    [InlineData("/..", "/", false)]
    [InlineData("/a/..", "/", true)]
    [InlineData("/%7euser/%2e%2e/x", "/x", true)]
    [InlineData("/...", "/...", true)]
    [InlineData("*", "*", true)]
    public void Paths_are_normalised(string path, string expected, bool ok)
    {
        Assert.Equal(ok, UriPath.Normalize(path, mergeSlashes: true, decodeUnreserved: true, out var result));
        Assert.Equal(expected, result);
    }

    [Fact]
    public void Normalised_paths_stay_absolute_and_have_no_dot_segments_and_stay_as_they_are()
    {
        var random = new Random(4711);
        string[] parts = ["/", ".", "..", "a", "%2e", "%2E%2e", "//", "b.c", "%2f"];
        for (var round = 0; round < 20_000; round++)
        {
            var path = "/";
            for (var i = random.Next(12); i > 0; i--)
                path += parts[random.Next(parts.Length)];
            UriPath.Normalize(path, mergeSlashes: true, decodeUnreserved: true, out var once);
            Assert.StartsWith("/", once, StringComparison.Ordinal);
            Assert.DoesNotContain("//", once, StringComparison.Ordinal);
            Assert.DoesNotContain(once.Split('/'), static segment => segment is "." or "..");
            Assert.True(UriPath.Normalize(once, mergeSlashes: true, decodeUnreserved: false, out var twice));
            Assert.Equal(once, twice);
        }
    }

    [Fact]
    public void Escaping_and_unescaping_are_inverse()
    {
        var all = string.Create(255, 0, static (text, _) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = (char)(i + 1);
        });
        Assert.Equal(UnescapeOutcome.Ok, UriEscaping.Unescape(UriEscaping.EscapeUri(all), out var back));
        Assert.Equal(all, back);
        Assert.Equal("a%20b%3f%23%25", UriEscaping.EscapePath("a b?#%"));
        Assert.Equal("./a:b", UriEscaping.EscapePath("a:b", partial: false));
        Assert.Equal(UnescapeOutcome.Forbidden, UriEscaping.Unescape("/a%2Fb", out _));
        Assert.Equal(UnescapeOutcome.Malformed, UriEscaping.Unescape("/a%2", out _));
    }
}
