using System.Text;
using Trefoil.Modules.Metadata.Mime;
using Xunit;

namespace Trefoil.Modules.Tests.Metadata.Mime;

public sealed class MimeSettingsTests
{
    [Fact]
    public void Reads_types_files()
    {
        var types = MimeTypesFile.Read(Encoding.Latin1.GetBytes("# text/comment c\ntext/html\thtml HTM\r\n\napplication/x-none\ntext/plain txt"));
        Assert.Equal(["html", "htm", "txt"], types.Keys);
        Assert.Equal("text/html", types["htm"]);
    }

    [Fact]
    public void Remove_wins_over_add_of_the_same_section()
    {
        var outer = new MimeSettings();
        outer.Add("gz", MimeAttribute.Encoding, "x-gzip");
        var inner = new MimeSettings();
        inner.Removed.Add(("gz", MimeAttribute.Encoding));
        inner.Add("gz", MimeAttribute.Encoding, "gzip");
        inner.Add("gz", MimeAttribute.Handler, "h");
        var merged = outer.Merge(inner);
        Assert.Null(merged.Extensions["gz"].Encoding);
        Assert.Equal("h", merged.Extensions["gz"].Handler);
        Assert.Equal("x-gzip", outer.Extensions["gz"].Encoding);
    }

    // The real server sends no Content-Type at all for a file whose type was removed, TypesConfig or not.
    [Fact]
    public void Removed_type_hides_the_types_file()
    {
        var inner = new MimeSettings();
        inner.Removed.Add(("html", MimeAttribute.Type));
        Assert.Equal("", new MimeSettings().Merge(inner).Extensions["html"].Type);
    }

    [Theory]
    [InlineData("text/html", null, "text/html")]
    [InlineData("text/html", "utf-8", "text/html; charset=utf-8")]
    [InlineData("text/html;charset=x;level=1", "utf-8", "text/html; charset=utf-8; level=1")]
    [InlineData("text/html; a=\"b;c\"", null, "text/html; a=\"b;c\"")]
    [InlineData("nonsense", "utf-8", null)]
    public void Puts_charsets_into_types(string type, string? charset, string? expected) => Assert.Equal(expected, MediaTypeText.WithCharset(type, charset));
}
