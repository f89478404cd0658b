using System.Text;
using Trefoil.Http.Http1;

namespace Trefoil.Http.Tests.Http1;

public sealed class HeadParserTests
{
    private static readonly ParseLimits Limits = new(8190, 100, 8190, Strict: true, AllowsSimple: true);

    [Fact]
    public void FindsThePartsOfAHead()
    {
        var data = Encoding.Latin1.GetBytes("\r\nGET /a?b HTTP/1.1\r\nHost: localhost\r\nX-Odd:\t v \r\nConnection: close\r\n\r\nnext");
        var head = new RequestHead();
        Assert.Equal(ParseStatus.Complete, HeadParser.Parse(data, head, Limits));
        Assert.Equal("GET", Text(data, head.LineStart, head.MethodLength));
        Assert.Equal("/a?b", Text(data, head.TargetStart, head.TargetLength));
        Assert.Equal(1001, head.Protocol);
        Assert.Equal(3, head.FieldCount);
        Assert.Equal("v", Encoding.Latin1.GetString(head[1].Value(data)));
        Assert.Equal(KnownFields.Host | KnownFields.Connection, head.Known);
        Assert.Equal("next", Encoding.Latin1.GetString(data.AsSpan(head.Length)));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: a\n\n", RejectionReason.BareLineFeed)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\n\r\n", RejectionReason.BareLineFeed)]
    [InlineData("GET  / HTTP/1.1\r\n\r\n", RejectionReason.InvalidWhitespace)]
    [InlineData("GET\t/ HTTP/1.1\r\n\r\n", RejectionReason.InvalidWhitespace)]
    [InlineData(" GET / HTTP/1.1\r\n\r\n", RejectionReason.InvalidWhitespace)]
    [InlineData("G@T / HTTP/1.1\r\n\r\n", RejectionReason.InvalidMethod)]
    [InlineData("GET / HTTP/1.1 \r\n\r\n", RejectionReason.InvalidProtocol)]
    [InlineData("GET /a b HTTP/1.1\r\n\r\n", RejectionReason.InvalidProtocol)]
    [InlineData("GET / HTTP/1.10\r\n\r\n", RejectionReason.InvalidProtocol)]
    [InlineData("GET / http/1.1\r\n\r\n", RejectionReason.InvalidProtocol)]
    [InlineData("GET / HTTP/0.9\r\n\r\n", RejectionReason.InvalidProtocol)]
    [InlineData("GET /\u0001 HTTP/1.1\r\n\r\n", RejectionReason.InvalidTarget)]
    [InlineData("GET /#x HTTP/1.1\r\n\r\n", RejectionReason.InvalidTarget)]
    [InlineData("GET\r\n\r\n", RejectionReason.MalformedLine)]
    [InlineData("POST /\r\n\r\n", RejectionReason.SimpleRefused)]
    [InlineData("GET / HTTP/1.1\r\n X: a\r\n\r\n", RejectionReason.FoldingFirst)]
    [InlineData("GET / HTTP/1.1\r\nfoo\r\n\r\n", RejectionReason.MissingColon)]
    [InlineData("GET / HTTP/1.1\r\nHost : a\r\n\r\n", RejectionReason.InvalidFieldName)]
    [InlineData("GET / HTTP/1.1\r\n: a\r\n\r\n", RejectionReason.InvalidFieldName)]
    [InlineData("GET / HTTP/1.1\r\nX: a\u0001b\r\n\r\n", RejectionReason.InvalidFieldValue)]
    [InlineData("GET / HTTP/1.1\r\nX: a\rb\r\n\r\n", RejectionReason.InvalidFieldValue)]
    [InlineData("GET / HTTP/1.1\r\nX: a\u007fb\r\n\r\n", RejectionReason.InvalidFieldValue)]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\r\n\r\n", RejectionReason.NulByte)]
    public void RefusesWhatApacheRefuses(string text, object reason)
    {
        var head = new RequestHead();
        Assert.Equal(ParseStatus.Rejected, HeadParser.Parse(Encoding.Latin1.GetBytes(text), head, Limits));
        Assert.Equal((RejectionReason)reason, head.Rejection);
    }

    [Theory]
    [InlineData(8191, ParseStatus.Complete)]
    [InlineData(8192, ParseStatus.Rejected)]
    public void LimitsTheRequestLine(int length, object status)
    {
        var text = "GET /" + new string('a', length - "GET / HTTP/1.1".Length) + " HTTP/1.1\r\n\r\n";
        Assert.Equal((ParseStatus)status, HeadParser.Parse(Encoding.Latin1.GetBytes(text), new RequestHead(), Limits));
    }

    [Theory]
    [InlineData(8191, ParseStatus.Complete)]
    [InlineData(8192, ParseStatus.Rejected)]
    public void LimitsAField(int length, object status)
    {
        var text = "GET / HTTP/1.1\r\nX: " + new string('a', length - 3) + "\r\n\r\n";
        Assert.Equal((ParseStatus)status, HeadParser.Parse(Encoding.Latin1.GetBytes(text), new RequestHead(), Limits));
    }

    [Theory]
    [InlineData(100, ParseStatus.Complete)]
    [InlineData(101, ParseStatus.Rejected)]
    public void LimitsTheNumberOfFields(int count, object status)
    {
        var text = "GET / HTTP/1.1\r\n" + string.Concat(Enumerable.Repeat("X: a\r\n", count)) + "\r\n";
        Assert.Equal((ParseStatus)status, HeadParser.Parse(Encoding.Latin1.GetBytes(text), new RequestHead(), Limits));
    }

    [Fact]
    public void EveryPrefixOfAGoodHeadNeedsMore()
    {
        var data = Encoding.Latin1.GetBytes("POST /x HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\nContent-Length: 3\r\n\r\n");
        var head = new RequestHead();
        for (var length = 0; length < data.Length; length++)
            Assert.Equal(ParseStatus.NeedMore, HeadParser.Parse(data.AsSpan(0, length), head, Limits));
        Assert.Equal(ParseStatus.Complete, HeadParser.Parse(data, head, Limits));
        Assert.True((head.Known & KnownFields.Folded) != 0);
    }

    [Fact]
    public void NoMutationMakesItThrowOrRunPastTheEnd()
    {
        var good = Encoding.Latin1.GetBytes("GET /a?b=c HTTP/1.1\r\nHost: localhost:80\r\nUser-Agent: x\r\nIf-None-Match: \"a\"\r\n\r\n");
        var random = new Random(20261125);
        var head = new RequestHead();
        for (var i = 0; i < 50_000; i++)
        {
            var data = (byte[])good.Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                data[random.Next(data.Length)] = (byte)(random.Next(3) == 0 ? "\r\n :\t\0"[random.Next(6)] : (char)random.Next(256));
            var status = HeadParser.Parse(data.AsSpan(0, random.Next(data.Length + 1)), head, Limits);
            if (status is ParseStatus.Complete or ParseStatus.Simple)
                Assert.InRange(head.Length, 1, data.Length);
        }
    }

    private static string Text(byte[] data, int start, int length) => Encoding.Latin1.GetString(data, start, length);
}
