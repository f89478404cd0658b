namespace Trefoil.Modules.Tests.Filters.Sed;

/// <summary>Scripts over responses and the reasons for refusing a script, as the reference server has them.</summary>
public sealed class SedTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("s/a/b/", "aaa\nca\n", "baa\ncb\n")]
    [InlineData("s/a/b/2", "aaa\nca\n", "aba\nca\n")]
    [InlineData("s/x*/-/g", "abc\n", "-a-b-c-\n")]
    [InlineData("s/x*y/-/g", "yyy\n", "-y-\n")]
    [InlineData(@"s/\\(b\\)\\(c\\)/<\\2\\1&\\&>/", "abcd\n", "a<cbbc&>d\n")]
    [InlineData(@"s/b\\{2,3\\}/-/g", "abbbbb\n", "a--\n")]
    [InlineData(@"s/\\(.\\)\\1/<\\1>/g", "aabbc\n", "<a><b>c\n")]
    [InlineData("s/[]x]/_/g", "a]x\n", "a__\n")]
    [InlineData("s/a^b/_/", "a^b\n", "_\n")]
    [InlineData("s/*a/_/", "*ab\n", "_b\n")]
    [InlineData("/b/,/c/d", "a\nb\nc\nd\n", "a\nd\n")]
    [InlineData("2,1d", "a\nb\nc\n", "a\nc\n")]
    [InlineData("2!d", "a\nb\nc\n", "b\n")]
    [InlineData("$d", "a\nb\nc", "a\nb\n")]
    [InlineData("$!N;$!D", "a\nb\nc\nd\n", "c\nd\n")]
    [InlineData(@"N;N;s/\\n/+/g", "a\nb\n", "")]
    [InlineData("y/abc/xyz/", "aabbcc\n", "xxyyzz\n")]
    [InlineData("x;p;x", "a\nb\n", "\na\n\nb\n")]
    [InlineData("=", "a\nb\n", "1\na\n2\nb\n")]
    [InlineData("2q", "a\nb\nc\n", "a\nb\n")]
    [InlineData("/a/{p;};d", "ab\nb\n", "ab\nab\nb\n")]
    [InlineData("l", "a\u0001\tb\u007f\n", "a\\01\\11b\\177\na\u0001\tb\u007f\n")]
    [InlineData("#n", "a\nb\n", "")]
    [InlineData("p", "no newline", "no newline\nno newline\n")]
    public async Task RunsAScript(string script, string text, string expected)
    {
        _server.Write("x.txt", text);
        Assert.Null(Configure($"OutputSed \"{script}\""));
        var response = await _server.SendAsync("GET", "/x.txt");
        Assert.Equal(expected, response.Body);
    }

    [Fact]
    public async Task DirectivesOfASectionAreOneScript()
    {
        _server.Write("x.txt", "axxb\n");
        Assert.Null(Configure("OutputSed \":a\"\nOutputSed \"s/x/y/\"\nOutputSed \"ta\""));
        Assert.Equal("ayyb\n", (await _server.SendAsync("GET", "/x.txt")).Body);
    }

    [Fact]
    public async Task LinesAreWholeAcrossPieces()
    {
        _server.Write("x.txt", string.Concat(Enumerable.Repeat("0123456789\n", 20_000)));
        Assert.Null(Configure("OutputSed \"s/^.*9$/#/\""));
        Assert.Equal(string.Concat(Enumerable.Repeat("#\n", 20_000)), (await _server.SendAsync("GET", "/x.txt")).Body);
    }

    [Theory]
    [InlineData("t end", "undefined label: end")]
    [InlineData("/a/{p", "too many {'s")]
    public async Task AnUnfinishedScriptFailsWhenItRuns(string script, string reason)
    {
        _server.Write("x.txt", "a\n");
        Assert.Null(Configure($"OutputSed \"{script}\""));
        Assert.Equal(500, (await _server.SendAsync("GET", "/x.txt")).Status);
        Assert.Contains(_server.Log.Records, record => record.Code == 2998 && record.Message == reason);
    }

    [Theory]
    [InlineData("x y", "command garbled: x y")]
    [InlineData("z", "unrecognized command: z")]
    [InlineData("s/a", "Illegal or missing delimiter: s/a")]
    [InlineData("s/a/b", "ending delimiter missing on substitution: s/a/b")]
    [InlineData(@"s/\\(/b/", @"\\( \\) imbalance: s/\\(/b/")]
    [InlineData("y/abc/de/", "ending delimiter missing on string: y/abc/de/")]
    [InlineData("}", "too many }'s")]
    [InlineData("b toolonglabel", "label too long: b toolonglabel")]
    [InlineData("1,2,3p", "unrecognized command: 1,2,3p")]
    [InlineData("1,2q", "only one address allowed: 1,2q")]
    [InlineData("s/a/b/600", "suffix too large: s/a/b/600")]
    [InlineData("s//x/", "first RE may not be null")]
    [InlineData("s/[a/b/", "[ ] imbalance: s/[a/b/")]
    [InlineData(@"s/a\\{3,2\\}/b/", @"First number exceeds second in \\{ \\}: s/a\\{3,2\\}/b/")]
    [InlineData(@"s/a\\{999\\}/b/", @"Range endpoint too large: s/a\\{999\\}/b/")]
    [InlineData(@"s/a\\{x\\}/b/", @"Bad number: s/a\\{x\\}/b/")]
    [InlineData(@"s/a\\{1,2,3\\}/b/", @"More than 2 numbers given in \\{ \\}: s/a\\{1,2,3\\}/b/")]
    [InlineData(@"s/\\(a\\)/\\2/", @"``\\digit'' out of range: s/\\(a\\)/\\2/")]
    [InlineData("1:a", "no addresses allowed: 1:a")]
    [InlineData("w /tmp/x", "writing into files (w) is not supported by this server")]
    public void RefusesWithItsReason(string script, string reason) =>
        Assert.Contains("Failed to compile sed expression. " + reason, Configure($"OutputSed \"{script}\""), StringComparison.Ordinal);

    private string? Configure(string directives) => _server.Read(
        $"ServerName www.example.com\nListen 127.0.0.1:8123\nDocumentRoot {_server.Root}\n<Directory {_server.Root}>\nRequire all granted\nSetOutputFilter Sed\n{directives}\n</Directory>\n",
        "authz_core", "sed");
}
