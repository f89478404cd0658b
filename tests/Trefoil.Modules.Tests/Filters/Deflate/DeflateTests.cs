using System.IO.Compression;
using System.Text;

namespace Trefoil.Modules.Tests.Filters.Deflate;

/// <summary>Compression chosen by media type, with the header fields that the reference server answers with.</summary>
public sealed class DeflateTests : IDisposable
{
    private static readonly string Small = string.Concat(Enumerable.Repeat("hello hello hello hello hello hello\n", 5));
    private readonly ConfiguredServer _server = new();

    public DeflateTests()
    {
        _server.Write("small.txt", Small);
        _server.Write("empty.txt", "");
        _server.Write("t.html", "<p>t</p>\n");
        _server.Write("big.txt", string.Concat(Enumerable.Range(0, 40_000).Select(static i => i.ToString(System.Globalization.CultureInfo.InvariantCulture) + "\n")));
        File.WriteAllText(_server.Base + "/mime.types", "text/plain txt\ntext/html html\n");
    }

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("deflate, GZIP;q=0.5", true)]
    [InlineData("br, gzip", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("*", false)]
    [InlineData("x-gzip", false)]
    [InlineData("identity", false)]
    public async Task CompressesForThoseWhoTakeIt(string accepted, bool expected)
    {
        Configure("AddOutputFilterByType DEFLATE text/plain\n");
        var response = await _server.SendAsync("GET", "/small.txt", ("Accept-Encoding", accepted));
        Assert.Equal("Accept-Encoding", response.Header("Vary"));
        Assert.Equal(expected ? "gzip" : null, response.Header("Content-Encoding"));
        Assert.Equal(response.Bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), response.Header("Content-Length"));
        Assert.Equal(expected, response.Header("ETag")!.EndsWith("-gzip\"", StringComparison.Ordinal));
        Assert.Equal(Small, expected ? Gunzip(response.Bytes) : response.Body);
        if (expected)
            Assert.Equal([0x1f, 0x8b, 8, 0, 0, 0, 0, 0], response.Bytes[..8]);
    }

    [Theory]
    [InlineData("/t.html", "", null)]
    [InlineData("/empty.txt", "", null)]
    [InlineData("/small.txt", "SetEnv no-gzip 1\n", null)]
    [InlineData("/small.txt", "SetEnv gzip-only-text/html 1\n", null)]
    [InlineData("/nope.txt", "", null)]
    public async Task LeavesOthersAlone(string target, string more, string? vary)
    {
        Configure("AddOutputFilterByType DEFLATE text/plain\n" + more);
        var response = await _server.SendAsync("GET", target, ("Accept-Encoding", "gzip"));
        Assert.Null(response.Header("Content-Encoding"));
        Assert.Equal(vary, response.Header("Vary"));
    }

    [Fact]
    public async Task ForceGzipAsksNobody()
    {
        Configure("SetOutputFilter DEFLATE\nSetEnv force-gzip 1\n");
        var response = await _server.SendAsync("GET", "/small.txt");
        Assert.Equal(Small, Gunzip(response.Bytes));
    }

    [Fact]
    public async Task ALongBodyHasNoLength()
    {
        Configure("SetOutputFilter DEFLATE\n");
        var response = await _server.SendAsync("GET", "/big.txt", ("Accept-Encoding", "gzip"));
        Assert.Null(response.Header("Content-Length"));
        Assert.StartsWith("0\n1\n2\n", Gunzip(response.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AddSuffix", "-gzip\"")]
    [InlineData("NoChange", "\"")]
    [InlineData("Remove", null)]
    public async Task ChangesTheTagAsTold(string directive, string? end)
    {
        Configure($"SetOutputFilter DEFLATE\nDeflateAlterETag {directive}\nDeflateFilterNote ratio\nDeflateFilterNote Input in\n");
        var response = await _server.SendAsync("GET", "/small.txt", ("Accept-Encoding", "gzip"));
        if (end is null)
            Assert.Null(response.Header("ETag"));
        else
            Assert.EndsWith(end, response.Header("ETag"), StringComparison.Ordinal);
        Assert.Equal(directive == "NoChange", response.Header("ETag") is { } tag && !tag.Contains("gzip", StringComparison.Ordinal));
        Assert.Equal("180", response.Answering.Notes.Get("in"));
        Assert.Equal((response.Bytes.Length * 100 / 180).ToString(System.Globalization.CultureInfo.InvariantCulture), response.Answering.Notes.Get("ratio"));
    }

    [Fact]
    public async Task HeadGetsTheFieldsOfGet()
    {
        Configure("SetOutputFilter DEFLATE\n");
        var response = await _server.SendAsync("HEAD", "/small.txt", ("Accept-Encoding", "gzip"));
        var whole = await _server.SendAsync("GET", "/small.txt", ("Accept-Encoding", "gzip"));
        Assert.Equal("gzip", response.Header("Content-Encoding"));
        Assert.Equal(whole.Header("Content-Length"), response.Header("Content-Length"));
    }

    [Theory]
    [InlineData(68, false)]
    [InlineData(69, true)]
    public async Task LeavesAShortBodyAlone(int length, bool expected)
    {
        _server.Write("n.txt", new string('a', length));
        Configure("SetOutputFilter DEFLATE\n");
        var response = await _server.SendAsync("GET", "/n.txt", ("Accept-Encoding", "gzip"));
        Assert.Equal(expected ? "gzip" : null, response.Header("Content-Encoding"));
        Assert.Equal(expected ? "Accept-Encoding" : null, response.Header("Vary"));
        Assert.Equal(new string('a', length), expected ? Gunzip(response.Bytes) : response.Body);
    }

    [Fact]
    public async Task ARangeIsCutOutOfTheCompressedBody()
    {
        Configure("SetOutputFilter DEFLATE\n");
        var response = await _server.SendAsync("GET", "/small.txt", ("Accept-Encoding", "gzip"), ("Range", "bytes=0-9"));
        Assert.Equal(206, response.Status);
        Assert.Equal("10", response.Header("Content-Length"));
        Assert.Equal(10, response.Bytes.Length);
        Assert.Equal(0x1f, response.Bytes[0]);
    }

    [Fact]
    public async Task InflatesWhatIsCompressed()
    {
        File.WriteAllBytes(_server.Root + "/z.gz", Gzip(Small));
        Configure("AddEncoding x-gzip .gz\nSetOutputFilter INFLATE\n");
        var response = await _server.SendAsync("GET", "/z.gz");
        Assert.Equal(Small, response.Body);
        Assert.Null(response.Header("Content-Encoding"));
        Assert.Null(response.Answering.ContentEncoding);
        Assert.Equal("180", response.Header("Content-Length"));
        Assert.EndsWith("-gunzip\"", response.Header("ETag"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrotliComesFirstWhereBothAreAccepted()
    {
        Configure("AddOutputFilterByType BROTLI_COMPRESS;DEFLATE text/plain\n");
        var response = await _server.SendAsync("GET", "/small.txt", ("Accept-Encoding", "gzip, br"));
        Assert.Equal("br", response.Header("Content-Encoding"));
        Assert.EndsWith("-br\"", response.Header("ETag"), StringComparison.Ordinal);
        using var decoder = new BrotliStream(new MemoryStream(response.Bytes), CompressionMode.Decompress);
        Assert.Equal(Small, new StreamReader(decoder).ReadToEnd());
    }

    [Theory]
    [InlineData("DeflateCompressionLevel 0", "Compression Level must be between 1 and 9")]
    [InlineData("DeflateMemLevel 0", "DeflateMemLevel must be between 1 and 9")]
    [InlineData("DeflateWindowSize 16", "DeflateWindowSize must be between 1 and 15")]
    [InlineData("DeflateBufferSize 0", "DeflateBufferSize should be positive")]
    [InlineData("DeflateAlterETag x", "DeflateAlterETAG accepts only 'NoChange', 'AddSuffix', and 'Remove'")]
    [InlineData("DeflateFilterNote a b", "Unknown note type a")]
    [InlineData("DeflateInflateLimitRequestBody x", "DeflateInflateLimitRequestBody requires a non-negative integer.")]
    [InlineData("DeflateInflateRatioLimit 0", "DeflateInflateRatioLimit must be positive")]
    [InlineData("DeflateInflateRatioBurst 0", "DeflateInflateRatioBurst must be positive")]
    [InlineData("BrotliCompressionQuality 12", "BrotliCompressionQuality must be between 0 and 11")]
    [InlineData("BrotliCompressionWindow 9", "BrotliCompressionWindow must be between 10 and 24")]
    [InlineData("BrotliCompressionMaxInputBlock 5", "BrotliCompressionMaxInputBlock must be between 16 and 24")]
    [InlineData("BrotliAlterETag x", "BrotliAlterETag accepts only 'AddSuffix', 'NoChange' and 'Remove'")]
    [InlineData("BrotliFilterNote x y", "Unknown BrotliFilterNote type 'x'")]
    [InlineData("FilterProvider a nosuch true", "Unknown filter provider nosuch")]
    [InlineData("FilterProtocol a b", "FilterProtocol: No such filter")]
    [InlineData("FilterTrace a 1", "Undeclared smart filter a")]
    [InlineData("AddOutputFilterByType DEFLATE", "AddOutputFilterByType requires at least two arguments")]
    [InlineData("AddOutputFilterByType NOSUCH text/html", "Unknown filter provider NOSUCH")]
    public void RefusesWithItsReason(string directive, string reason) =>
        Assert.Contains(reason, _server.Read(directive + "\n", "filter", "deflate", "brotli"), StringComparison.Ordinal);

    [Theory]
    [InlineData("FilterDeclare c\nFilterProvider c DEFLATE \"%{CONTENT_TYPE} = 'text/plain'\"\nFilterChain c\n", true)]
    [InlineData("FilterDeclare c\nFilterProvider c DEFLATE \"%{CONTENT_TYPE} = 'text/html'\"\nFilterChain c\n", false)]
    [InlineData("FilterProvider c DEFLATE true\nFilterChain +c -c\n", false)]
    [InlineData("FilterProvider c DEFLATE true\nFilterChain c !\n", false)]
    [InlineData("FilterChain DEFLATE\n", true)]
    public async Task ASmartFilterChoosesItsProvider(string directives, bool expected)
    {
        Configure(directives);
        var response = await _server.SendAsync("GET", "/small.txt", ("Accept-Encoding", "gzip"));
        Assert.Equal(expected ? "gzip" : null, response.Header("Content-Encoding"));
    }

    private void Configure(string directives) => Assert.Null(_server.Read(
        $"ServerName www.example.com\nListen 127.0.0.1:8123\nDocumentRoot {_server.Root}\nTypesConfig {_server.Base}/mime.types\n<Directory {_server.Root}>\nRequire all granted\n</Directory>\n{directives}",
        "authz_core", "mime", "env", "filter", "deflate", "brotli"));

    private static string Gunzip(byte[] bytes)
    {
        using var decoder = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return new StreamReader(decoder, Encoding.Latin1).ReadToEnd();
    }

    private static byte[] Gzip(string text)
    {
        var target = new MemoryStream();
        using (var encoder = new GZipStream(target, CompressionLevel.Optimal))
            encoder.Write(Encoding.Latin1.GetBytes(text));
        return target.ToArray();
    }
}
