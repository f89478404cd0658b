using System.Text;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.ProxyHttp;
using Xunit;

namespace Trefoil.Modules.Tests.Proxy.ProxyHttp;

public sealed class ResponseHeadTests
{
    private const string Whole = "HTTP/1.1 200 Fine\r\nA: 1\r\nB:  two \r\n folded\r\n\r\nbody";

    [Fact]
    public void NeedsMoreUntilTheEmptyLine()
    {
        var data = Encoding.Latin1.GetBytes(Whole);
        var end = data.Length - 4;
        for (var length = 1; length < end; length++)
            Assert.Equal(HeadOutcome.NeedMore, new ResponseHead().Read(data.AsSpan(0, length), false, 8192, BadHeaderMode.IsError, out _));
        var head = new ResponseHead();
        Assert.Equal(HeadOutcome.Complete, head.Read(data, false, 8192, BadHeaderMode.IsError, out var used));
        Assert.Equal(end, used);
        Assert.Equal((200, "200 Fine"), (head.Status, head.StatusLine));
        Assert.Equal("two  folded", head.Fields.Get("B"));
    }

    [Theory]
    [InlineData("HTTP/2.0 200 OK\r\n\r\n", "BadStatusLine")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "BadHeader")]
    public void RefusesWhatItCannotBelieve(string text, string outcome) =>
        Assert.Equal(outcome, new ResponseHead().Read(Encoding.Latin1.GetBytes(text), false, 8192, BadHeaderMode.IsError, out _).ToString());

    [Fact]
    public void LinesHaveALimit() =>
        Assert.Equal(HeadOutcome.LineTooLong, new ResponseHead().Read(Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nX: " + new string('x', 600)), false, 512, BadHeaderMode.IsError, out _));

    [Fact]
    public void AnythingElseIsABody()
    {
        var head = new ResponseHead();
        Assert.Equal(HeadOutcome.Complete, head.Read("just bytes\n"u8, false, 8192, BadHeaderMode.IsError, out var used));
        Assert.True(head.IsBare);
        Assert.Equal(0, used);
    }
}
