namespace Trefoil.Http.Tests.DefaultHandling;

public sealed class RangeAndConditionTests : IDisposable
{
    private readonly TestServer _server = new();

    public RangeAndConditionTests() => _server.WriteFile("r.txt", "0123456789abcdefghijklmnopqrstuvwxyz");

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("bytes=0-1", 206, "01")]
    [InlineData("bytes=-2", 206, "yz")]
    [InlineData("bytes=34-", 206, "yz")]
    [InlineData("bytes=5-2", 200, "0123456789abcdefghijklmnopqrstuvwxyz")]
    [InlineData("lines=1-2", 200, "0123456789abcdefghijklmnopqrstuvwxyz")]
    public async Task One_range(string range, int status, string body)
    {
        var response = await _server.GetAsync("/r.txt", ("Range", range));
        Assert.Equal((status, body), (response.Status, response.Body));
        Assert.Equal(body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), response.Header("Content-Length"));
    }

    [Fact]
    public async Task Several_ranges_make_a_multipart_body_of_the_announced_length()
    {
        var response = await _server.GetAsync("/r.txt", ("Range", "bytes=0-1,5-6"));
        Assert.Equal(206, response.Status);
        Assert.StartsWith("multipart/byteranges; boundary=", response.Request.ContentType, StringComparison.Ordinal);
        Assert.Equal(response.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), response.Header("Content-Length"));
        Assert.Contains("Content-range: bytes 5-6/36\r\n\r\n56\r\n--", response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_behind_the_end_is_416() => Assert.Equal(416, (await _server.GetAsync("/r.txt", ("Range", "bytes=90-"))).Status);

    [Fact]
    public async Task Validators_answer_304_and_412()
    {
        var first = await _server.GetAsync("/r.txt");
        var tag = first.Header("ETag")!;
        var date = first.Header("Last-Modified")!;
        Assert.Equal((304, ""), await StatusAndBody(("If-None-Match", tag)));
        Assert.Equal(304, (await StatusAndBody(("If-None-Match", "\"x\", W/" + tag))).Item1);
        Assert.Equal(200, (await StatusAndBody(("If-None-Match", "\"x\""), ("If-Modified-Since", date))).Item1);
        Assert.Equal(304, (await StatusAndBody(("If-Modified-Since", date))).Item1);
        Assert.Equal(412, (await StatusAndBody(("If-Match", "\"x\""))).Item1);
        Assert.Equal(200, (await StatusAndBody(("If-Match", "\"x\", " + tag))).Item1);
        Assert.Equal(412, (await StatusAndBody(("If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"))).Item1);
        Assert.Equal((206, "0"), await StatusAndBody(("If-Range", tag), ("Range", "bytes=0-0")));
        Assert.Equal(200, (await StatusAndBody(("If-Range", "\"x\""), ("Range", "bytes=0-0"))).Item1);
    }

    private async Task<(int, string)> StatusAndBody(params (string, string)[] headers)
    {
        var response = await _server.GetAsync("/r.txt", headers);
        return (response.Status, response.Body);
    }
}
