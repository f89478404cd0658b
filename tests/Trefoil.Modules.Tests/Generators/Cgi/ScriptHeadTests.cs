using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Modules.Generators.Cgi;

namespace Trefoil.Modules.Tests.Generators.Cgi;

public sealed class ScriptHeadTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public ScriptHeadTests() => Assert.Null(_server.Read("ServerName localhost\n"));

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("Status: 404 Nope\r\n\r\n", 404, "404 Nope")]
    [InlineData("Status:404\n\n", 404, null)]
    [InlineData("Status: 200X\n\n", 200, null)]
    [InlineData("Status: 599 Odd thing\n\n", 599, "599 Odd thing")]
    [InlineData("Status: 600 X\n\n", 600, "600 X")]
    [InlineData("Status: 299\n\n", 299, "299 ")]
    [InlineData("Status: 99\n\n", 500, null)]
    [InlineData("Status: abc\n\n", 500, null)]
    [InlineData("Status:\n\n", 500, null)]
    [InlineData("Status: 99999999999 X\n\n", 500, null)]
    public void TheStatusIsTheScripts(string head, int status, string? line)
    {
        var request = Apply(head, out var result);
        Assert.Equal(0, result);
        Assert.Equal(status, request.Status);
        Assert.Equal(line, request.StatusLine);
    }

    [Fact]
    public void FieldsAreMergedAndCookiesAreNot()
    {
        var request = Apply("X-A:1\nX-A:  2\r\nSet-Cookie: a\nset-cookie: b\nLocation: /u\nX-B: \n\nbody", out _);
        Assert.Equal("1, 2", request.ErrorHeadersOut.GetJoined("X-A"));
        Assert.Equal("", request.ErrorHeadersOut.Get("X-B"));
        Assert.Equal("a, b", request.ErrorHeadersOut.GetJoined("Set-Cookie"));
        Assert.Equal("/u", request.HeadersOut.Get("Location"));
        Assert.Equal(200, request.Status);
    }

    [Fact]
    public void CookiesSetBeforeStay()
    {
        var request = _server.NewRequest("GET", "/s.cgi");
        request.ErrorHeadersOut.Add("Set-Cookie", "early");
        Assert.Equal(0, ScriptHead.Apply(request, "Set-Cookie: late\n\n"u8, "cgi", out _));
        Assert.Equal("early, late", request.ErrorHeadersOut.GetJoined("Set-Cookie"));
    }

    [Fact]
    public void TheTypeLosesItsCapitalsButItsParametersDoNot()
    {
        Assert.Equal("text/plain ; charset=UTF-8", Apply("Content-type:text/PLAIN ; charset=UTF-8 \n\n", out _).ContentType);
        Assert.Null(Apply("Content-Type: \n\n", out _).ContentType);
    }

    [Fact]
    public void WhatCouldSplitTheResponseIsNotTaken()
    {
        var request = Apply("Content-Length: 2\nTransfer-Encoding: chunked\n\nbody", out _);
        Assert.Equal(0, request.HeadersOut.Count + request.ErrorHeadersOut.Count);
    }

    [Fact]
    public void ALengthIsTakenWhereTheAdministratorTrustsIt()
    {
        var request = _server.NewRequest("GET", "/s.cgi");
        request.Environment.Set("ap_trust_cgilike_cl", "1");
        Assert.Equal(0, ScriptHead.Apply(request, "Content-Length: 2\n\n"u8, "cgi", out _));
        Assert.Equal("2", request.HeadersOut.Get("Content-Length"));
    }

    [Fact]
    public void ATimeInTheFutureIsNow()
    {
        var request = Apply("Last-Modified: Thu, 01 Jan 2099 00:00:00 GMT\n\n", out _);
        Assert.Equal(HttpDate.Format(request.Time), request.HeadersOut.Get("Last-Modified"));
    }

    [Theory]
    [InlineData("GET", "ETag: \"x\"\n\n", 304)]
    [InlineData("GET", "Status: 200 OK\nETag: \"x\"\n\n", 0)]
    [InlineData("POST", "ETag: \"x\"\n\n", 0)]
    [InlineData("GET", "ETag: \"y\"\n\n", 0)]
    public void ConditionsHoldOnlyWhereTheStatusIsOpen(string method, string head, int expected)
    {
        var request = _server.NewRequest(method, "/s.cgi", ("If-None-Match", "\"x\""));
        Assert.Equal(expected, ScriptHead.Apply(request, Encoding.Latin1.GetBytes(head), "cgi", out _));
    }

    [Theory]
    [InlineData("no colon here\n\n", "malformed header from script 's.cgi': Bad header: no colon here")]
    [InlineData("A: b\n", "End of script output before headers: s.cgi")]
    [InlineData("", "End of script output before headers: s.cgi")]
    [InlineData(" X : b\n\n", "Response header name ' X ' contains invalid characters, aborting request")]
    public void AHeadThatIsNoneIsAnError(string head, string message)
    {
        Apply(head, out var result);
        Assert.Equal(500, result);
        Assert.Contains(_server.Log.Records, record => record.Message == message);
    }

    [Fact]
    public void TheBodyBeginsBehindTheEmptyLine()
    {
        var text = "A: b\r\n\r\n\r\nbody"u8;
        Assert.Equal(0, ScriptHead.Apply(_server.NewRequest("GET", "/s.cgi"), text, "cgi", out var length));
        Assert.Equal(8, length);
    }

    [Theory]
    [InlineData("A: b\n\nbody", 6)]
    [InlineData("A: b\r\n\r\nbody", 8)]
    [InlineData("\n\nbody", 2)]
    [InlineData("A: b\n\r\nbody", -1)]
    [InlineData("A: b\r\r\nc:d\n", -1)]
    [InlineData("A: b\r\n\nbody", -1)]
    [InlineData("no end", -1)]
    public void TheEndIsFoundWhereverThePiecesAreCut(string text, int expected)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var end = new ScriptHeadEnd();
            var found = end.Find(bytes.AsSpan(0, cut));
            if (found < 0 && (found = end.Find(bytes.AsSpan(cut))) >= 0)
                found += cut;
            Assert.Equal(expected, found);
        }
    }

    private Request Apply(string head, out int result)
    {
        var request = _server.NewRequest("GET", "/s.cgi");
        request.Filename = "/srv/s.cgi";
        result = ScriptHead.Apply(request, Encoding.Latin1.GetBytes(head), "cgi", out _);
        return request;
    }
}
