using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Modules.Generators.Cgi;

namespace Trefoil.Modules.Tests.Generators.Cgi;

public sealed class ScriptHeadReaderTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public ScriptHeadReaderTests() => Assert.Null(_server.Read("ServerName localhost\n"));

    public void Dispose() => _server.Dispose();

    [Fact]
    public void AHeadMayComeByteByByte()
    {
        var request = _server.NewRequest("GET", "/s.cgi");
        var reader = new ScriptHeadReader(request, "cgi");
        var text = Bytes("Content-Type: text/plain\r\nX-A: 1\r\n\r\nbody");
        var at = 0;
        while (!reader.Read(text.AsSpan(at, 1), out var used))
            at += used;
        Assert.Equal("body", Encoding.Latin1.GetString(text[(at + 1)..]));
        Assert.Equal(0, reader.Status);
        Assert.Equal("text/plain", request.ContentType);
        Assert.Equal("1", request.ErrorHeadersOut.Get("X-A"));
    }

    [Fact]
    public void WhatFollowsTheHeadIsLeftAlone()
    {
        var reader = new ScriptHeadReader(_server.NewRequest("GET", "/s.cgi"), "cgi");
        Assert.True(reader.Read("X: 1\n\nbody\n\n"u8, out var used));
        Assert.Equal(6, used);
    }

    [Theory]
    [InlineData(8189, 0)]
    [InlineData(8190, 500)]
    public void ALineHasALimit(int length, int status)
    {
        var reader = new ScriptHeadReader(_server.NewRequest("GET", "/s.cgi"), "cgi");
        Assert.True(reader.Read(Bytes("X: " + new string('a', length - 3) + "\n\n"), out _));
        Assert.Equal(status, reader.Status);
    }

    [Fact]
    public void AHeadHasNone()
    {
        var reader = new ScriptHeadReader(_server.NewRequest("GET", "/s.cgi"), "cgi");
        for (var i = 0; i < 2000; i++)
            Assert.False(reader.Read(Bytes($"X-{i}: {new string('v', 100)}\n"), out _));
        Assert.True(reader.Read("\n"u8, out _));
        Assert.Equal(0, reader.Status);
    }

    [Fact]
    public void AnEndInsideTheHeadIsAnError()
    {
        var reader = new ScriptHeadReader(_server.NewRequest("GET", "/s.cgi"), "cgi");
        Assert.True(reader.IsEmpty);
        Assert.False(reader.Read("X: 1\n"u8, out _));
        Assert.False(reader.IsEmpty);
        reader.End();
        Assert.Equal(500, reader.Status);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
