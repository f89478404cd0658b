using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Trefoil.Modules.Tests.Filters.Include;

/// <summary>Documents as the reference server showed them (observed.txt), and what a table cannot say.</summary>
public sealed class ObservedDocumentTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public ObservedDocumentTests()
    {
        _server.Write("ssi/inc.txt", "included text\n");
        File.SetLastWriteTimeUtc(_server.Root + "/ssi/inc.txt", DateTime.UnixEpoch.AddSeconds(1_700_000_000));
        _server.Write("ssi/sub.shtml", "<!--#echo var=\"DOCUMENT_NAME\" -->|<!--#echo var=\"DOCUMENT_URI\" -->|<!--#echo var=\"X\" --><!--#set var=\"Y\" value=\"fromsub\" -->\n");
        _server.Write("ssi/x.html", "<!--#echo var=\"DOCUMENT_NAME\" -->");
        _server.Write("t1.html", "t1\n");
        File.WriteAllText(_server.Base + "/mime.types", "text/plain txt\ntext/html html\n");
    }

    public static TheoryData<string, string> Documents
    {
        get
        {
            var data = new TheoryData<string, string>();
            var lines = ReadLines();
            for (var i = 0; i + 1 < lines.Length; i += 2)
                data.Add(JsonSerializer.Deserialize<string>(lines[i][4..])!, JsonSerializer.Deserialize<string>(lines[i + 1][4..])!);
            return data;
        }
    }

    public void Dispose() => _server.Dispose();

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task ShowsWhatWasObserved(string document, string shown)
    {
        Configure("Options All\n");
        _server.Write("ssi/case.shtml", document + "\n");
        var response = await _server.SendAsync("GET", "/ssi/case.shtml?q=%20z", ("Host", "www.example.com"));
        Assert.Equal(200, response.Status);
        Assert.Equal(shown, response.Body);
    }

    [Fact]
    public async Task TheCutsOfADocumentDoNotMatter()
    {
        var document = "a<<!--#<!--#echo var=\"DOCUMENT_NAME\" -->b<!-<!--#set var='x' value='-->' --><!--#echo encoding='none' var='x' -->c<!--";
        foreach (var size in new[] { 1, 2, 3, 5, 7, 1000 })
        {
            var parser = new Modules.Filters.Include.ElementParser("<!--#", "-->");
            var text = new StringBuilder();
            foreach (var piece in Encoding.Latin1.GetBytes(document).Chunk(size))
            {
                foreach (var part in parser.Feed(piece))
                    text.Append(part.Text is null ? "{" + part.Name + part.Arguments.Count + "}" : Encoding.Latin1.GetString(part.Text));
            }
            text.Append(Encoding.Latin1.GetString(parser.TakeRest()));
            Assert.Equal("a<{<!--#echo1}b<!-{set2}{echo2}c<!--", text.ToString());
        }
        await Task.CompletedTask;
    }

    [Fact]
    public async Task ForgetsLengthAndValidators()
    {
        Configure("Options All\n");
        _server.Write("ssi/case.shtml", "x\n");
        var response = await _server.SendAsync("GET", "/ssi/case.shtml");
        Assert.Null(response.Header("Content-Length"));
        Assert.Null(response.Header("Last-Modified"));
        Assert.Null(response.Header("ETag"));
    }

    [Fact]
    public async Task WithoutTheOptionTheDocumentIsNotParsed()
    {
        Configure("Options None\n");
        _server.Write("ssi/case.shtml", "<!--#echo var=\"DOCUMENT_NAME\" -->");
        var response = await _server.SendAsync("GET", "/ssi/case.shtml");
        Assert.StartsWith("<!--#echo", response.Body, StringComparison.Ordinal);
        Assert.Contains(_server.Log.Records, static record => record.Code == 1374);
    }

    [Theory]
    [InlineData("XBitHack on\n", true)]
    [InlineData("XBitHack off\n", false)]
    public async Task TheExecuteBitMakesADocument(string directive, bool expected)
    {
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(_server.Root + "/ssi/x.html", UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Configure("Options All\n" + directive);
        var response = await _server.SendAsync("GET", "/ssi/x.html");
        Assert.Equal(expected ? "x.html" : "<!--#echo var=\"DOCUMENT_NAME\" -->", response.Body);
    }

    [Theory]
    [InlineData("$x = abc", true)]
    [InlineData("$x = /a(.)c/", true)]
    [InlineData("$x != abc", false)]
    [InlineData("$nope || $x", true)]
    [InlineData("$nope && $x", false)]
    [InlineData("!($x = 'abc')", false)]
    [InlineData("'$x' >= abb && !$nope", true)]
    [InlineData("$x = a b", false)]
    public async Task OldExpressions(string expression, bool expected)
    {
        Configure("Options All\nSSILegacyExprParser on\n");
        _server.Write("ssi/case.shtml", $"<!--#set var=\"x\" value=\"abc\" --><!--#if expr=\"{expression}\" -->T$<!--#else -->F<!--#endif -->");
        var response = await _server.SendAsync("GET", "/ssi/case.shtml");
        Assert.Equal(expected ? "T$" : "F", response.Body);
    }

    [Fact]
    public async Task ADocumentThatIncludesItselfEndsAtTheLimitOfNesting()
    {
        Configure("Options All\n");
        _server.Write("ssi/case.shtml", "a<!--#include virtual=\"case.shtml\" -->b");
        var response = await _server.SendAsync("GET", "/ssi/case.shtml");
        Assert.Equal(new string('a', 11) + "[an error occurred while processing this directive]" + new string('b', 11), response.Body);
    }

    private void Configure(string inDirectory) => Assert.Null(_server.Read(
        $"ServerName www.example.com\nListen 127.0.0.1:8123\nDocumentRoot {_server.Root}\nTypesConfig {_server.Base}/mime.types\nAddType text/html .shtml\nAddOutputFilter INCLUDES .shtml\n"
        + $"<Directory {_server.Root}>\nRequire all granted\n{inDirectory}</Directory>\n",
        "authz_core", "mime", "include"));

    private static string[] ReadLines([CallerFilePath] string here = "") => File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "observed.txt"));
}
