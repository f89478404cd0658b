using Trefoil.Modules.Mappers.Alias;
using Xunit;

namespace Trefoil.Modules.Tests.Mappers.Alias;

public sealed class AliasPathTests
{
    [Theory]
    [InlineData("/al/x.html", "/al/", 4)]
    [InlineData("/al", "/al", 3)]
    [InlineData("/al/x", "/al", 3)]
    [InlineData("/alx", "/al", 0)]
    [InlineData("/al", "/al/", 0)]
    [InlineData("//al///x", "/al/", 7)]
    [InlineData("/al/x", "//al//", 4)]
    [InlineData("/gone/x", "/gone", 5)]
    public void Covers_whole_segments(string uri, string path, int expected) => Assert.Equal(expected, AliasPath.Match(uri, path));

    // Location fields of the real server for RedirectMatch ^/rmx(.*)$ /y$0\$1&$1 and the like.
    [Theory]
    [InlineData("/y$0\\$1&$1", "/y/rmxab$1&ab")]
    [InlineData("mailto:foo@$1", "mailto:foo@ab")]
    [InlineData("/plain", "/plain")]
    [InlineData("/none$2", "/none")]
    public void Substitutes_groups(string replacement, string expected)
    {
        Span<int> groups = stackalloc int[PatternSubstitution.GroupSpan];
        groups.Fill(-1);
        (groups[0], groups[1], groups[2], groups[3]) = (0, 6, 4, 6);
        Assert.Equal(expected, PatternSubstitution.Apply(replacement, "/rmxab", groups));
    }

    [Theory]
    [InlineData("/x y/1 2?q=a b#f g", "/x%20y/1%202?q=a b#f g")]
    [InlineData("http://a.test/é", "http://a.test/%e9")]
    public void Escapes_in_front_of_the_query(string target, string expected) => Assert.Equal(expected, RedirectTarget.EscapeInFrontOfQuery(target));

    [Theory]
    [InlineData("mailto:foo", true)]
    [InlineData("http://x", true)]
    [InlineData("/path", false)]
    [InlineData("b", false)]
    [InlineData(":x", false)]
    public void Tells_urls(string text, bool expected) => Assert.Equal(expected, RedirectTarget.IsUrl(text));
}
