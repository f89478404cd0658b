using Trefoil.Configuration.Grading;
using Trefoil.Configuration.Reading;

namespace Trefoil.Configuration.Tests.Grading;

public sealed class GradeBookTests : IDisposable
{
    private readonly TestServer _server = new();

    [Fact]
    public void WhatActsIsCountedAndNotListed()
    {
        var book = Read("Listen 80\n<IfModule mod_alias.c>\nServerName a\n</IfModule>\n<Directory />\nOptions None\n</Directory>\n");
        Assert.Empty(book.Findings);
        Assert.Equal((5, 5, 1), (book.Directives, book.Count(Grade.Supported), book.Files));
    }

    [Fact]
    public void ReadingGoesOnBehindEveryError()
    {
        var book = Read("Nonsense 1\nInclude missing.conf\nLoadModule cache_module x.so\nCacheQuickHandler On\nLoadModule php_module x.so\n<VirtualHost *:80>\nOne\nServerName x\n</VirtualHost>\nLoadFile a.so\n");
        Assert.Equal(
            [
                (2, "Include", Grade.Refused), (3, "LoadModule", Grade.WithoutEffect), (5, "LoadModule", Grade.Unsupported), (10, "LoadFile", Grade.WithoutEffect),
                (1, "Nonsense", Grade.Refused), (4, "CacheQuickHandler", Grade.Unsupported), (7, "One", Grade.Refused),
            ],
            book.Findings.Select(static finding => (finding.Place.Line, finding.Directive, finding.Grade)));
        Assert.Equal(["cache_module", "php_module", "cache_module"], book.Findings.Select(static finding => finding.Module).OfType<string>());
        Assert.Equal(9, book.Directives);
    }

    [Fact]
    public void WhatDecidesOverAccessIsToldApart()
    {
        var book = Read("LoadModule ssl_module x.so\nSSLProtocol all\nSSLEngine on\n");
        Assert.DoesNotContain("access", book.Findings[1].Reason);
        Assert.Contains("decides over access", book.Findings[2].Reason);
    }

    [Fact]
    public void AnUnknownDirectiveOfAModuleThatIsOffNamesIt() =>
        Assert.Contains("LoadModule rewrite_module", Assert.Single(Read("RewriteEngine On\n").Findings).Reason);

    [Fact]
    public void SectionsThatDoNotCloseAreNamedOnce()
    {
        var finding = Assert.Single(Read("Listen 80\n<Directory />\nOptions None\n").Findings);
        Assert.Equal((2, "", Grade.Refused), (finding.Place.Line, finding.Directive, finding.Grade));
    }

    [Fact]
    public void IncludedFilesAreNamedWithTheirLines()
    {
        _server.Write("a.conf", "Listen 80\nNonsense\n");
        var finding = Assert.Single(Read("Include a.conf\n").Findings);
        Assert.Equal((2, "a.conf"), (finding.Place.Line, Path.GetFileName(finding.Place.File)));
    }

    public void Dispose() => _server.Dispose();

    private GradeBook Read(string text)
    {
        _server.Write("httpd.conf", text);
        var book = new GradeBook();
        var result = ConfigurationReader.Read(new ReadOptions { ServerRoot = _server.Root, ConfigFile = "httpd.conf", Grades = book }, _server.Modules);
        Assert.Null(result.ErrorText);
        return book;
    }
}
