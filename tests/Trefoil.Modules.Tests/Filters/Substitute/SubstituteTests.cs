namespace Trefoil.Modules.Tests.Filters.Substitute;

/// <summary>Search and replace in responses, with the results that the reference server gives.</summary>
public sealed class SubstituteTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("abc\n", "a/cc\n", "s|b|/|", "sXcXcc")]
    [InlineData("aaab\n", "---b\n", "s/^a/-/")]
    [InlineData("aaab\n", "---b\n", "s/^a/-/", "s/zzz/y/")]
    [InlineData("abcd\n", "a[&]<&><$1><1><bc><>nd\n", "s/b(c)/[&]<\\&><\\$1><\\1><$0><$2>\\n/")]
    [InlineData("abcd\n", "a[&]<\\&><\\1><$0>cd\n", "s/b/[&]<\\&><\\1><$0>/n")]
    [InlineData("abcBcd\n", "axxd\n", "s/BC/x/ni")]
    [InlineData("abcABC\n", "XX\n", "S/abc/X/I")]
    [InlineData("abc\n", "a12c\n", "s/b/12/qn", "s/2c/X/n", "s/a1/Y/")]
    [InlineData("abc\n", "YX\n", "s/b/12/fn", "s/2c/X/n", "s/a1/Y/")]
    [InlineData("ab\ncabxc\n", "ab\ncaDOT\n", "s/b.c/DOT/", "s/c\\na/NL/")]
    [InlineData("bbabb\n", "a\n", "s/b//")]
    [InlineData("one\ntwo", "1ne\ntw1", "s/o/1/")]
    [InlineData("axxb", "-a--b", "s/x*/-/")]
    [InlineData("", "", "s/x*/-/")]
    public async Task Replaces(string text, string expected, params string[] rules)
    {
        _server.Write("x.txt", text);
        Configure(string.Concat(rules.Select(static rule => $"Substitute {rule}\n")));
        Assert.Equal(expected, (await _server.SendAsync("GET", "/x.txt")).Body);
    }

    [Fact]
    public async Task InnerRulesComeFirstUnlessToldOtherwise()
    {
        _server.Write("inner/x.txt", "abc\n");
        _server.Write("before/x.txt", "abc\n");
        Configure($"Substitute s/a/b/\n<Directory {_server.Root}/inner>\nSubstitute s/b/c/\n</Directory>\n"
            + $"<Directory {_server.Root}/before>\nSubstituteInheritBefore on\nSubstitute s/b/c/\n</Directory>\n");
        Assert.Equal("bcc\n", (await _server.SendAsync("GET", "/inner/x.txt")).Body);
        Assert.Equal("ccc\n", (await _server.SendAsync("GET", "/before/x.txt")).Body);
    }

    [Theory]
    [InlineData("0123456789", "10", 200)]
    [InlineData("01234567890", "10", 500)]
    [InlineData("01234567890", "1k", 200)]
    [InlineData("xxx\n", "10B", 500)]
    [InlineData("abx\n", "10b", 500)]
    public async Task ALineHasALimit(string text, string limit, int status)
    {
        _server.Write("x.txt", text);
        Configure($"Substitute s/x/yyyyyyyy/\nSubstituteMaxLineLength {limit}\n");
        var response = await _server.SendAsync("GET", "/x.txt");
        Assert.Equal(status, response.Status);
        Assert.Equal(status == 500, _server.Log.Records.Any(static record => record.Code == 1328));
    }

    [Fact]
    public async Task LinesAreFoundAcrossPieces()
    {
        var line = string.Concat(Enumerable.Repeat("0123456789", 9)) + "find\n";
        _server.Write("x.txt", string.Concat(Enumerable.Repeat(line, 3000)));
        Configure("Substitute s/9find/-/\n");
        var body = (await _server.SendAsync("GET", "/x.txt")).Body;
        Assert.DoesNotContain("find", body, StringComparison.Ordinal);
        Assert.Equal(3000 * (line.Length - 4), body.Length);
    }

    [Theory]
    [InlineData("Substitute x", "Bad Substitute format, must be an s/// pattern")]
    [InlineData("Substitute s", "Bad Substitute format, must be a complete s/// pattern")]
    [InlineData("Substitute s//b/", "Bad Substitute format, must be a complete s/// pattern")]
    [InlineData("Substitute s/a", "Bad Substitute format, must be a complete s/// pattern")]
    [InlineData("Substitute s/a/b", null)]
    [InlineData("Substitute s/a/b/x", "Bad Substitute flag, only s///[infq] are supported")]
    [InlineData("Substitute s/(/b/", "Substitute could not compile regex")]
    [InlineData("SubstituteMaxLineLength -1", "SubstituteMaxLineLength must be a non-negative integer optionally suffixed with 'b', 'k', 'm' or 'g'.")]
    [InlineData("SubstituteMaxLineLength 1kb", "SubstituteMaxLineLength must be a non-negative integer optionally suffixed with 'b', 'k', 'm' or 'g'.")]
    [InlineData("SubstituteMaxLineLength 1g", null)]
    public void RefusesWithItsReason(string directive, string? reason)
    {
        var refused = _server.Read(directive + "\n", "substitute");
        if (reason is null)
            Assert.DoesNotContain("Substitute", refused ?? "", StringComparison.Ordinal);
        else
            Assert.Contains(reason, refused, StringComparison.Ordinal);
    }

    private void Configure(string directives) => Assert.Null(_server.Read(
        $"ServerName www.example.com\nListen 127.0.0.1:8123\nDocumentRoot {_server.Root}\n<Directory {_server.Root}>\nRequire all granted\n</Directory>\nSetOutputFilter SUBSTITUTE\n{directives}",
        "authz_core", "substitute"));
}
