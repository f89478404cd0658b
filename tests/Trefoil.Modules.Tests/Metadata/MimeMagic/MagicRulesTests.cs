using System.Text;
using Trefoil.Modules.Metadata.MimeMagic;
using Xunit;

namespace Trefoil.Modules.Tests.Metadata.MimeMagic;

public sealed class MagicRulesTests
{
    [Theory]
    [InlineData("0\tstring\tGIF\timage/gif", "GIF89a", "image/gif")]
    [InlineData("0\tstring\t\\x47\\111F\timage/gif", "GIF89a", "image/gif")]
    [InlineData("0 string/c GIF image/gif", "GIF89a", "image/gif")]
    [InlineData("2 beshort 0x4639 image/gif", "GIF8", null)]
    [InlineData("2 beshort 0x4638 image/gif", "GIF8", "image/gif")]
    [InlineData("2 leshort 0x3846 image/gif", "GIF8", "image/gif")]
    [InlineData("0 byte x any/thing", "a", "any/thing")]
    [InlineData("0 byte >0x60 big/byte", "a", "big/byte")]
    [InlineData("0 byte <0x60 small/byte", "a", null)]
    [InlineData("0 byte &0x60 bits/set", "a", "bits/set")]
    [InlineData("0 byte ^0x60 bits/unset", "a", null)]
    [InlineData("0 byte !0x60 not/that", "a", "not/that")]
    [InlineData("0 ubyte >0xf0 un/signed", "\u00ff", "un/signed")]
    [InlineData("0 byte >0xf0 si/gned", "\u0001", "si/gned")]
    [InlineData("0 byte&0x0f 1 masked/byte", "a", "masked/byte")]
    [InlineData("0 string >A later/text", "B", "later/text")]
    [InlineData("0 string a text/a\n>1 string b \\b+b\n>>2 string c c\n>1 string q q", "abc", "text/a+b c")]
    [InlineData("0 string a text/a\n>1 string q \\b+q\n>>2 string c c\n>1 string b y", "abc", "text/a y")]
    [InlineData("0 string q text/q\n>0 string a text/a\n0 string a text/real", "abc", "text/real")]
    [InlineData("0 string a text/a\n>(1.b+1) string d in/direct", "a\u0002\u0003d", "text/a in/direct")]
    public void Describes(string rules, string content, string? expected) => Assert.Equal(expected, Describe(rules, content));

    [Fact]
    public void NeedsAWindowBehindTheOffset()
    {
        var rules = MagicRules.Parse("0 string GIF image/gif"u8, static _ => { });
        Assert.Null(rules.Describe("GIF89a"u8));
        Assert.NotNull(rules.Describe(Encoding.Latin1.GetBytes("GIF" + new string('a', 60))));
    }

    [Fact]
    public void ReportsWhatIsNoRule()
    {
        var reports = new List<string>();
        MagicRules.Parse("0 nonsense x y\n# comment\n\n0 byte 1 a/b"u8, reports.Add);
        Assert.Equal(["type nonsense x y invalid"], reports);
    }

    [Theory]
    [InlineData("these are the words", "text/plain")]
    [InlineData("<html> here", "text/html")]
    [InlineData("Received: from", "message/rfc822")]
    [InlineData("Newsgroups: a", "message/news")]
    [InlineData(".TH x", "application/x-troff")]
    [InlineData("./file", null)]
    [InlineData("c  fortran", "text/plain")]
    [InlineData("nothing known", null)]
    public void KnowsWords(string content, string? expected) => Assert.Equal(expected, TextWords.TypeOf(Encoding.Latin1.GetBytes(content)));

    [Fact]
    public void KnowsTarByItsChecksum()
    {
        var head = new byte[512];
        "name"u8.CopyTo(head);
        var sum = head.Sum(static b => b) + 8 * ' ';
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(head, 148);
        Assert.Equal("application/x-tar", TextWords.TypeOf(head));
        head[0]++;
        Assert.Null(TextWords.TypeOf(head));
    }

    private static string? Describe(string rules, string content) =>
        MagicRules.Parse(Encoding.Latin1.GetBytes(rules), static report => Assert.Fail(report)).Describe(Encoding.Latin1.GetBytes(content.PadRight(200, '\u0001')));
}
